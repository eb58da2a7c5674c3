package klinggateway.catalogue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** How large a picture is, in pixels, by its header. */
public record Picture(int width, int height) {

    /** The picture in base 64, as checked orders have it; empty if it is anything else, such as a URL. */
    public static Optional<Picture> ofBase64(String text) {
        try {
            return read(Base64.getMimeDecoder().decode(text));
        } catch (IllegalArgumentException | IOException noPicture) {
            return Optional.empty();
        }
    }

    /**
     * Empty if this is no picture.
     *
     * @throws IOException if it is a damaged one
     */
    static Optional<Picture> read(byte[] bytes) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                return Optional.empty();
            }
            ImageReader reader = readers.next();
            reader.setInput(in, true, true);
            try {
                return Optional.of(new Picture(reader.getWidth(0), reader.getHeight(0)));
            } finally {
                reader.dispose();
            }
        } catch (RuntimeException damaged) {
            // ImageIO's readers throw all kinds of exceptions at damaged files.
            throw new IOException(damaged);
        }
    }
}
