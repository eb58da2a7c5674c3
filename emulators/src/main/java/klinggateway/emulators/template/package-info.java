/**
 * {@code infra/template.yaml} as checked records: what runs, what starts it and what it needs. Whatever a running gateway depends on and this
 * package does not understand is an error with its line. It must not know how anything is run.
 */
@NullMarked
package klinggateway.emulators.template;

import org.jspecify.annotations.NullMarked;
