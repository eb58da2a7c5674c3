package klinggateway.http;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the parameters of a query and collects all that is wrong with them. */
public final class Query {

    private final Call call;
    private final List<InvalidParameter> problems = new ArrayList<>();

    /** @param known every parameter there can be; another one is a slip of the pen, and told */
    public Query(Call call, Set<String> known) {
        this.call = call;
        for (String name : call.query().keySet()) {
            if (!known.contains(name)) {
                problem(name, "is not known; known are " + String.join(", ", new TreeSet<>(known)));
            }
        }
    }

    public void problem(String name, String reason) {
        problems.add(new InvalidParameter(name, reason));
    }

    /** A parameter, empty if it is absent or blank. */
    public Optional<String> text(String name) {
        return call.queryParameter(name);
    }

    /** One of these words. */
    public Optional<String> choice(String name, List<String> words) {
        Optional<String> given = text(name);
        if (given.filter(word -> !words.contains(word)).isPresent()) {
            problem(name, "must be one of " + String.join(", ", words));
            return Optional.empty();
        }
        return given;
    }

    public int wholeNumber(String name, int usual, int least, int most) {
        Optional<String> given = text(name);
        try {
            int number = given.map(Integer::parseInt).orElse(usual);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Reported below.
        }
        problem(name, "must be a whole number from " + least + " to " + most);
        return usual;
    }

    /** A day in UTC, a moment, or milliseconds since 1970. */
    public Optional<Instant> moment(String name) {
        return text(name).flatMap(text -> {
            try {
                if (text.chars().allMatch(Character::isDigit)) {
                    return Optional.of(Instant.ofEpochMilli(Long.parseLong(text)));
                }
                return Optional.of(
                        text.length() == 10
                                ? LocalDate.parse(text)
                                        .atStartOfDay(ZoneOffset.UTC)
                                        .toInstant()
                                : OffsetDateTime.parse(text).toInstant());
            } catch (DateTimeParseException | NumberFormatException notAMoment) {
                problem(name, "must be like 2026-11-24, 2026-11-24T13:00:00Z or milliseconds since 1970");
                return Optional.empty();
            }
        });
    }

    /** Ends the request if anything was wrong. */
    public void check(ErrorCode code) {
        if (!problems.isEmpty()) {
            throw ProblemException.invalid(code, problems);
        }
    }
}
