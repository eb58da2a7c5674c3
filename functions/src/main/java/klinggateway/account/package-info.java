/** What Kling says about the account: its packs, and what it took from them. */
@NullMarked
package klinggateway.account;

import org.jspecify.annotations.NullMarked;
