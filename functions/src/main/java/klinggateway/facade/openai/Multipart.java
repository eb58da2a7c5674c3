package klinggateway.facade.openai;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import klinggateway.http.ErrorCode;
import klinggateway.http.ProblemException;

/** The parts of a body of {@code multipart/form-data} (RFC 7578). What clients do not send is refused, not guessed at. */
final class Multipart {

    static final String TYPE = "multipart/form-data";

    private static final int MOST_PARTS = 20;
    private static final int LONGEST_HEADERS = 4_096;
    private static final Pattern BOUNDARY = Pattern.compile(
            ";\\s*boundary=(?:\"([^\"]{1,70})\"|([0-9A-Za-z'()+_,./:=?-]{1,70}))\\s*(?:;|$)", Pattern.CASE_INSENSITIVE);
    private static final Pattern PARAMETER = Pattern.compile("[;\\s](name|filename)=\"([^\"]*)\"");
    private static final byte[] LINE_END = ascii("\r\n");
    private static final byte[] HEADERS_END = ascii("\r\n\r\n");
    private static final byte[] LAST = ascii("--");

    private final byte[] body;
    private final byte[] delimiter;

    private Multipart(byte[] body, String boundary) {
        this.body = body;
        this.delimiter = ascii("\r\n--" + boundary);
    }

    /** @param fileName only files have one */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Part(String name, Optional<String> fileName, byte[] content) {}

    /** @param contentType the header that says how the parts are told apart */
    static List<Part> parse(String contentType, byte[] body) {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            throw broken("the header Content-Type names no boundary");
        }
        String quoted = boundary.group(1);
        return new Multipart(body, quoted == null ? boundary.group(2) : quoted).parts();
    }

    private List<Part> parts() {
        // The line end before the first delimiter may be the one before the body.
        byte[] first = Arrays.copyOfRange(delimiter, LINE_END.length, delimiter.length);
        int at;
        if (isAt(0, first)) {
            at = first.length;
        } else if (isAt(0, delimiter)) {
            at = delimiter.length;
        } else {
            throw broken("it does not begin with the boundary that Content-Type names");
        }
        List<Part> parts = new ArrayList<>();
        while (!isAt(at, LAST)) {
            if (!isAt(at, LINE_END)) {
                throw broken("a boundary is not at the end of its line");
            }
            if (parts.size() == MOST_PARTS) {
                throw broken("it has more than " + MOST_PARTS + " parts");
            }
            // A part without headers is not allowed, so the line end may be the first of theirs.
            int headersEnd = indexOf(HEADERS_END, at, at + LONGEST_HEADERS);
            int content = headersEnd + HEADERS_END.length;
            int end = headersEnd < 0 ? -1 : indexOf(delimiter, content, body.length);
            if (headersEnd < 0) {
                throw broken("the headers of a part have no end within " + LONGEST_HEADERS + " bytes");
            }
            if (end < 0) {
                throw broken("it ends within a part");
            }
            String headers = new String(body, at, headersEnd - at, StandardCharsets.UTF_8);
            parts.add(part(headers, Arrays.copyOfRange(body, content, end)));
            at = end + delimiter.length;
        }
        return parts;
    }

    private static Part part(String headers, byte[] content) {
        Optional<String> name = Optional.empty();
        Optional<String> fileName = Optional.empty();
        for (String header : headers.split("\r\n", -1)) {
            String lowerCase = header.toLowerCase(Locale.ROOT);
            if (lowerCase.startsWith("content-disposition:")) {
                for (Matcher parameter = PARAMETER.matcher(header); parameter.find(); ) {
                    if (parameter.group(1).equals("name")) {
                        name = Optional.of(parameter.group(2));
                    } else {
                        fileName = Optional.of(parameter.group(2));
                    }
                }
            } else if (lowerCase.startsWith("content-transfer-encoding:")
                    && !lowerCase.matches("content-transfer-encoding:\\s*(?:binary|7bit|8bit)\\s*")) {
                throw broken("a part is encoded; send it as it is");
            }
        }
        return new Part(name.orElseThrow(() -> broken("a part has no name")), fileName, content);
    }

    private boolean isAt(int at, byte[] bytes) {
        return at + bytes.length <= body.length && Arrays.equals(body, at, at + bytes.length, bytes, 0, bytes.length);
    }

    /** Where these bytes, which begin with a line end, begin within a part of the body; or -1. */
    private int indexOf(byte[] bytes, int from, int to) {
        int last = Math.min(to, body.length) - bytes.length;
        for (int at = from; at <= last; at++) {
            if (body[at] == bytes[0] && isAt(at, bytes)) {
                return at;
            }
        }
        return -1;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static ProblemException broken(String why) {
        return ProblemException.of(ErrorCode.INVALID_PARAMETERS, 400, "The form cannot be read: " + why);
    }
}
