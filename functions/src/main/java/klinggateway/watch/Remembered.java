package klinggateway.watch;

import java.util.List;
import java.util.Map;
import klinggateway.evaluation.Facts.Pack;
import klinggateway.evaluation.HoursBefore;
import klinggateway.forecast.Forecast;
import klinggateway.usage.Cube;

/**
 * What is read once an hour.
 *
 * @param hoursBefore by key
 * @param forecasts by key; as old as the hour, so up to an hour's orders are both in what is spent and in what is to come
 * @param packs Kling is not asked again within the hour, whatever it answers
 */
record Remembered(
        Hourly<String, Map<String, HoursBefore>> hoursBefore,
        Hourly<String, Forecast> forecasts,
        Hourly<String, Cube> usual,
        Hourly<String, Once<List<Pack>>> packs) {

    /** Where there is one thing to be read, and not one for each key. */
    static final String ALL = "";

    static Remembered nothing() {
        return new Remembered(new Hourly<>(), new Hourly<>(), new Hourly<>(), new Hourly<>());
    }
}
