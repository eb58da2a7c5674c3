package klinggateway.emulators.kling;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Judges an image given as a URL or as bare base64 text: docs/kling.md, Conventions. */
final class SourceImage {
    private static final int MAX_MEGABYTES = 10;
    private static final int MIN_SIDE = 300;
    private static final double MAX_RATIO = 2.5;
    private static final String BAD_SHAPE = "The resolution or aspect ratio of the input image is invalid";

    private SourceImage() {}

    /** In pixels. */
    record Size(int width, int height) {

        boolean hasRatioOf(Size other) {
            return (long) width * other.height == (long) other.width * height;
        }
    }

    /** Empty for a URL, and for what is no image. */
    static Optional<Size> size(String name, String value) {
        return Fields.isHttpUrl(value) ? Optional.empty() : size(InlineMedia.decoded(name, value, MAX_MEGABYTES));
    }

    /** Refuses at once what is no base64 text; answers why the task will fail later, if it will. */
    static Optional<String> flaw(String name, String value) {
        if (Fields.isHttpUrl(value)) {
            // Nothing is fetched: what a stranger's URL holds must not decide how a test ends.
            return Optional.empty();
        }
        return size(name, value).map(SourceImage::flaw).orElse(Optional.of(BAD_SHAPE));
    }

    /** All are read before the first flaw counts: broken base64 in any is refused at once. */
    static Optional<String> firstFlaw(String name, List<Fields> images) {
        List<Optional<String>> flaws =
                images.stream().map(image -> flaw(name, image.required(name))).toList();
        return flaws.stream().flatMap(Optional::stream).findFirst();
    }

    private static Optional<String> flaw(Size size) {
        int shorter = Math.min(size.width(), size.height());
        if (shorter < MIN_SIDE) {
            return Optional.of("Image pixel is invalid");
        }
        boolean tooLong = Math.max(size.width(), size.height()) > MAX_RATIO * shorter;
        return tooLong ? Optional.of(BAD_SHAPE) : Optional.empty();
    }

    private static Optional<Size> size(byte[] bytes) {
        try (ImageInputStream stream = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                return Optional.empty();
            }
            ImageReader reader = readers.next();
            reader.setInput(stream);
            Size size = new Size(reader.getWidth(0), reader.getHeight(0));
            reader.dispose();
            return Optional.of(size);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
