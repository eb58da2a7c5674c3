package klinggateway.dashboard;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import klinggateway.http.Answer;
import klinggateway.http.Call;
import klinggateway.secret.Sha256;

/**
 * A text that is the same for all callers, compressed once and sent to those who do not have it yet.
 *
 * @param entityTag weak, since it is the same for the text and its compressed form (RFC 9110, 8.8.3.3)
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Document(String text, byte[] compressed, Map<String, String> headers, String entityTag) {

    /** @param headers what it is always sent with */
    static Document of(String contentType, String text, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        String entityTag = "W/\"" + Sha256.hex(text).substring(0, 20) + '"';
        all.put("content-type", contentType);
        all.put("etag", entityTag);
        all.put("vary", "accept-encoding");
        all.put("x-content-type-options", "nosniff");
        return new Document(text, compress(text), Map.copyOf(all), entityTag);
    }

    /** 304 if the caller says that it has it. */
    Answer answer(Call call) {
        Map<String, String> sent = new HashMap<>(headers);
        if (call.baseUrl().startsWith("https:")) {
            sent.put("strict-transport-security", "max-age=31536000");
        }
        if (call.header("if-none-match").filter(this::isAmong).isPresent()) {
            return new Answer.OfText(304, sent, "");
        }
        if (!takesGzip(call.header("accept-encoding").orElse(""))) {
            return new Answer.OfText(200, sent, text);
        }
        sent.put("content-encoding", "gzip");
        return new Answer.OfBytes(200, sent, compressed);
    }

    private boolean isAmong(String entityTags) {
        for (String tag : entityTags.split(",", -1)) {
            String opaque = tag.strip().replaceFirst("^W/", "");
            if (opaque.equals("*") || entityTag.equals("W/" + opaque)) {
                return true;
            }
        }
        return false;
    }

    /** What is said of gzip goes before what is said of all encodings (RFC 9110, 12.5.3). */
    static boolean takesGzip(String acceptEncoding) {
        Optional<Boolean> all = Optional.empty();
        for (String part : acceptEncoding.split(",", -1)) {
            String[] codingAndWeight = part.strip().split("\\s*;\\s*", 2);
            boolean isTaken = codingAndWeight.length == 1 || !codingAndWeight[1].matches("[qQ]=0(\\.0*)?");
            if (codingAndWeight[0].equalsIgnoreCase("gzip")) {
                return isTaken;
            }
            if (codingAndWeight[0].equals("*")) {
                all = Optional.of(isTaken);
            }
        }
        return all.orElse(false);
    }

    private static byte[] compress(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
