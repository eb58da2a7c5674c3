package klinggateway.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Set;

/** Kling's two API generations (docs/kling.md, Generations). */
public enum Generation {
    /** The model is in the body, and every credential is good for it. */
    @JsonProperty("older")
    OLDER,
    /** The model is in the path, and only a static key is good for it. */
    @JsonProperty("newer")
    NEWER;

    /** What a static key reaches. */
    public static final Set<Generation> ALL = Set.of(OLDER, NEWER);
}
