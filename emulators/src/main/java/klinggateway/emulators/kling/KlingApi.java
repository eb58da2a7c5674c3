package klinggateway.emulators.kling;

import java.util.Optional;
import klinggateway.emulators.kling.Product.Generation;

/** Routes a request to what answers it, and turns refusals into answers. */
final class KlingApi {
    private final Credentials credentials;
    private final Creates creates;
    private final Queries queries;
    private final PackQuery packs;
    private final DeductionQuery deductions;
    private final Library library;

    KlingApi(
            Credentials credentials,
            Creates creates,
            Queries queries,
            PackQuery packs,
            DeductionQuery deductions,
            Library library) {
        this.credentials = credentials;
        this.creates = creates;
        this.queries = queries;
        this.packs = packs;
        this.deductions = deductions;
        this.library = library;
    }

    /** The hooks are those a test has asked for on this very request. */
    Answer answer(ApiRequest request, Hooks hooks) {
        try {
            return routed(request, hooks);
        } catch (Refusal refusal) {
            return new Answer.Refused(refusal);
        }
    }

    private Answer routed(ApiRequest request, Hooks hooks) {
        // Only the newer paths refuse an access key's token: docs/kling.md, Credentials.
        credentials.check(
                request.authorization(),
                request.path().startsWith("/v1/") || request.path().startsWith("/account/"));
        Optional<Product> created =
                request.method().equals("POST") ? Product.creating(request.path()) : Optional.empty();
        if (created.isPresent()) {
            return creates.answer(created.get(), request, hooks);
        }
        return hooks.delayed(hooks.insteadOfCreating().orElseGet(() -> asked(request)));
    }

    private Answer asked(ApiRequest request) {
        return switch (request.method() + " " + request.path()) {
            case "GET /tasks" -> queries.byIds(request);
            case "POST /tasks" -> queries.page(request);
            case "GET /account/costs" -> packs.answer(request);
            case "POST /account/billing/package" -> deductions.answer(request);
            case "POST /account/billing/balance" -> deductions.ofBalance(request);
            case "GET /v1/general/advanced-presets-elements" -> library.presetElements(request);
            case "GET /v1/general/presets-voices" -> library.presetVoices(request);
            case "POST /v1/general/delete-advanced-elements", "POST /v1/general/delete-elements" ->
                library.deleteElement(request);
            case "POST /v1/general/delete-voices" -> library.deleteVoice(request);
            default -> legacyQuery(request);
        };
    }

    private Answer legacyQuery(ApiRequest request) {
        if (request.method().equals("GET")) {
            Optional<Product> listed =
                    Product.creating(request.path()).filter(product -> product.generation() == Generation.LEGACY);
            if (listed.isPresent()) {
                return queries.legacyList(listed.get(), request);
            }
            Optional<Product> asked = Product.legacyWithTask(request.path());
            if (asked.isPresent()) {
                return queries.legacyTask(asked.get(), asked.get().tail(request.path()));
            }
        }
        throw Refusal.wrongRoute(request.method(), request.path());
    }
}
