package klinggateway.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Map;
import klinggateway.usage.Cell;
import klinggateway.usage.Cube;
import klinggateway.usage.Histogram;
import klinggateway.usage.Measures;
import klinggateway.usage.ProductLine;
import klinggateway.usage.Status;
import klinggateway.usage.Times;
import klinggateway.usage.Totals;
import org.junit.jupiter.api.Test;

class RollupCodecTest {

    private static final Cube CUBE = new Cube(
            Map.of(
                    cell("kling-v3", "5", Status.SUCCEEDED, Cell.NO_ERROR),
                    new Measures(2, 6_000, 840_000, 840_000, 840_000, 10, 2, 241_000, 0, 0),
                    cell("a model of later", "over 60", Status.OPEN, Cell.NO_ERROR),
                    new Measures(-1, -3_000, -420_000, -420_000, 0, -75, 0, 0, 0, 0),
                    cell("kling-v3", "5", Status.FAILED, "content"),
                    new Measures(1, 0, 0, 420_000, 0, 5, 1, Long.MAX_VALUE, 0, 0)),
            Map.of(
                    new ProductLine("video", "kling-v3", "std"),
                    new Times(new Histogram(Map.of(0, 1L, 39, 1L << 40)), Histogram.EMPTY)));

    /** What is stored once is read for ever: bytes as they were written when the format was made. */
    @Test
    void reads_what_was_stored_at_first() {
        String stored = "636291429407d0bc8f9cca041215c0e948213f4d212711146be010837b13e207884b1031080c149827e17e41f8"
                + "934d4880818181090c585858d80404383838b88484784424f8c4f818dfebed5f64cc706091f154462606260610"
                + "0ba8fcdf7f2860647910db70340d28c47061ab2c1bccd108cb410e64625bc0c8c0c4c2c4401468000107062201"
                + "00";

        assertThat(RollupCodec.readCube(HexFormat.of().parseHex(stored))).isEqualTo(CUBE);
    }

    @Test
    void numbers_that_came_later_are_kept_and_read_as_none_from_before() {
        Cell cell = cell("kling-v3", "5", Status.SUCCEEDED, Cell.NO_ERROR);
        Measures measures = new Measures(7, 6_000, 840_000, 840_000, 840_000, 35, 7, 241_000, 3, 360_000);
        Cube cube = new Cube(Map.of(cell, measures), Map.of());

        assertThat(RollupCodec.readCube(RollupCodec.write(cube))).isEqualTo(cube);
        assertThat(RollupCodec.readTotals(RollupCodec.write(Totals.of(cube))).total())
                .isEqualTo(measures);
        assertThat(RollupCodec.readKeys(RollupCodec.writeKeys(Map.of("key", measures))))
                .containsEntry("key", measures);
    }

    @Test
    void reads_cubes_and_totals_as_they_were_written() {
        assertThat(RollupCodec.readCube(RollupCodec.write(CUBE))).isEqualTo(CUBE);
        assertThat(RollupCodec.readTotals(RollupCodec.write(Totals.of(CUBE)))).isEqualTo(Totals.of(CUBE));
        assertThat(RollupCodec.readCube(RollupCodec.write(Cube.EMPTY))).isEqualTo(Cube.EMPTY);
        assertThat(RollupCodec.readTotals(RollupCodec.write(Totals.NOTHING))).isEqualTo(Totals.NOTHING);
        assertThat(RollupCodec.readKeys(RollupCodec.writeKeys(Map.of()))).isEmpty();
    }

    private static Cell cell(String model, String bucket, Status status, String errorClass) {
        return new Cell(Cell.GATEWAY, "video", "video", "text2video", model, "std", bucket, status, errorClass);
    }
}
