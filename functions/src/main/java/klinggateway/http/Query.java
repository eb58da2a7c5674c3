package klinggateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import klinggateway.job.JobStore.Cursor;

/** Reads the parameters of a query, or a body as flat as one, and collects all that is wrong with them. */
public final class Query {

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 _.:@+-]{0,99}");

    private final Map<String, String> given;
    private final List<InvalidParameter> problems = new ArrayList<>();

    private Query(Map<String, String> given, Set<String> known) {
        this.given = given;
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                problem(name, "is not known; known are " + String.join(", ", new TreeSet<>(known)));
            }
        }
    }

    /** @param known every parameter there can be; another one is a slip of the pen, and told */
    public Query(Call call, Set<String> known) {
        this(call.query(), known);
    }

    /** The members of the body, which may be left out; one that is null counts as left out. */
    public static Query ofBody(Call call, Set<String> known) {
        Map<String, String> members = new LinkedHashMap<>();
        List<String> nested = new ArrayList<>();
        if (!call.body().isEmpty()) {
            call.json().properties().forEach(member -> {
                JsonNode value = member.getValue();
                if (value.isTextual() || value.isNumber()) {
                    members.put(member.getKey(), value.asText());
                } else if (!value.isNull()) {
                    nested.add(member.getKey());
                }
            });
        }
        Query query = new Query(members, known);
        nested.forEach(name -> query.problem(name, "must be a text or a number"));
        return query;
    }

    public void problem(String name, String reason) {
        problems.add(new InvalidParameter(name, reason));
    }

    /** A parameter, empty if it is absent or blank. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(given.get(name)).filter(value -> !value.isBlank());
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

    /** One or several words, each sent on its own or all of them with commas in between; none if it is absent. */
    public Set<String> words(String name, int most) {
        Set<String> words = new LinkedHashSet<>();
        for (String word : text(name).map(text -> text.split(",", -1)).orElse(new String[0])) {
            if (!WORD.matcher(word.strip()).matches()) {
                problem(
                        name,
                        "must be words of at most 100 letters, digits, spaces and -_.:@+, with commas in between");
                return Set.of();
            }
            words.add(word.strip());
        }
        if (words.size() > most) {
            problem(name, "takes at most " + most + " words");
        }
        return words;
    }

    /** Where a list of jobs goes on. */
    public Optional<Cursor> cursor(String name) {
        return text(name).flatMap(text -> {
            Optional<Cursor> cursor = JobCursor.parse(text);
            if (cursor.isEmpty()) {
                problem(name, "must be the nextCursor of an earlier answer");
            }
            return cursor;
        });
    }

    /** A time zone, by its name. */
    public Optional<ZoneId> zone(String name) {
        return text(name).flatMap(text -> {
            if (ZoneId.getAvailableZoneIds().contains(text)) {
                return Optional.of(ZoneId.of(text));
            }
            problem(name, "must be the name of a time zone such as Europe/Zurich");
            return Optional.empty();
        });
    }

    /** The name by which {@link #zone} takes a zone; for Java, that of UTC is {@code Z}. */
    public static String nameOf(ZoneId zone) {
        return zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
    }

    /** A day in UTC, a moment, or milliseconds since 1970. */
    public Optional<Instant> moment(String name) {
        return moment(name, ZoneOffset.UTC);
    }

    /** A day in {@code zone}, a moment, or milliseconds since 1970. */
    public Optional<Instant> moment(String name, ZoneId zone) {
        return text(name).flatMap(text -> {
            Optional<Instant> moment = parsed(text, zone).filter(Query::isOfOurTime);
            if (moment.isEmpty()) {
                problem(name, "must be like 2026-11-24, 2026-11-24T13:00:00Z or milliseconds since 1970");
            }
            return moment;
        });
    }

    private static Optional<Instant> parsed(String text, ZoneId zone) {
        try {
            if (text.chars().allMatch(Character::isDigit)) {
                return Optional.of(Instant.ofEpochMilli(Long.parseLong(text)));
            }
            return Optional.of(
                    text.length() == 10
                            ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException | NumberFormatException notAMoment) {
            return Optional.empty();
        }
    }

    /** Years of five digits are a slip of the pen, and more than a store's numbers take. */
    private static boolean isOfOurTime(Instant moment) {
        return !moment.isBefore(Instant.EPOCH) && moment.isBefore(Instant.parse("9999-01-01T00:00:00Z"));
    }

    /** Ends the request if anything was wrong. */
    public void check(ErrorCode code) {
        if (!problems.isEmpty()) {
            throw ProblemException.invalid(code, problems);
        }
    }
}
