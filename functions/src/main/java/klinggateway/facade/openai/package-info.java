/** The shape of OpenAI's Videos API, as docs/openai.md describes it, in front of Kling's videos. */
@NullMarked
package klinggateway.facade.openai;

import org.jspecify.annotations.NullMarked;
