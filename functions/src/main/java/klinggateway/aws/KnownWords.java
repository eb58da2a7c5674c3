package klinggateway.aws;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * The words that were known when the format of rollups was made, as they stand in a {@link Sheet}. Who deflates and who inflates
 * both begin with them, so that each costs a byte or two instead of being spelled. What is stored depends on them: they must not
 * change with the catalogue, ever. A word that is not among them is spelled, that is all.
 */
final class KnownWords {

    private static final String WORDS = """
            source,external,gateway,productType,image,video,pool,tryOn,kind,advanced-lip-sync,ai-multi-shot,avatar,
            custom-element,custom-voice,effects,expand,extend,identify-face,image-recognize,image2video,lip-sync,
            motion-control,multi-elements,multi-elements-add,multi-elements-clear,multi-elements-delete,
            multi-elements-init,multi-elements-preview,multi-image2image,multi-image2video,omni-image,omni-video,
            text-to-audio,text-to-speech,text2video,video-to-audio,virtual-try-on,model,kling-3.0-turbo,
            kling-image-o1,kling-v1,kling-v1-5,kling-v1-6,kling-v2,kling-v2-1,kling-v2-1-master,kling-v2-5-turbo,
            kling-v2-6,kling-v2-master,kling-v2-new,kling-v3,kling-v3-omni,kling-video-o1,kolors-virtual-try-on-v1,
            kolors-virtual-try-on-v1-5,mode,1k,2k,4k,pro,std,duration,0,10,11,12,13,14,15,16-30,2,3,31-60,4,5,6,7,8,
            9,over 60,status,canceled,expired,failed,open,succeeded,reason,content,credential,imageSize,input,none,
            other,outcomeUnknown,payment,permission,rate,unavailable
            """;

    private static final byte[] BYTES = bytes();

    private KnownWords() {}

    /** One after the other, each after its length. */
    static byte[] inSheets() {
        return BYTES.clone();
    }

    private static byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            for (String word : WORDS.strip().split(",\\s*", -1)) {
                out.writeUTF(word);
            }
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory", e);
        }
        return bytes.toByteArray();
    }
}
