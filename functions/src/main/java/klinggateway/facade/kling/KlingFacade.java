package klinggateway.facade.kling;

import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import klinggateway.catalogue.Catalogue;
import klinggateway.http.Answer;
import klinggateway.http.Call;
import klinggateway.http.ErrorCode;
import klinggateway.http.ProblemException;
import klinggateway.job.JobStore;
import klinggateway.keys.Scope;
import klinggateway.kling.Kling;
import klinggateway.lifecycle.Ledger;
import klinggateway.order.Desk;
import klinggateway.webhook.WebhookTargets;

/** Kling's API under {@code /kling}: finds what a path is about (docs/kling.md, Endpoints). */
public final class KlingFacade {

    private final Paths paths;
    private final Creates creates;
    private final Tasks tasks;
    private final TaskLists lists;
    private final Questions questions;
    private final Library library;

    /** @param passThrough paths of Kling's that are open though the catalogue does not know them */
    public KlingFacade(
            Catalogue catalogue,
            Kling kling,
            JobStore jobs,
            Ledger ledger,
            Desk desk,
            Set<String> passThrough,
            WebhookTargets targets,
            InstantSource clock) {
        OwnJobs ownJobs = new OwnJobs(jobs);
        this.paths = new Paths(catalogue, passThrough);
        this.creates = new Creates(
                catalogue, desk.sales(), desk.purchase(), targets, new Calls(desk.waiting(), desk.cancel()), ownJobs);
        this.tasks = new Tasks(jobs, ledger, desk.refresh(), ownJobs);
        this.lists = new TaskLists(ownJobs, clock);
        this.questions = new Questions(kling);
        this.library = new Library(kling, jobs, ownJobs);
    }

    /** The answer in Kling's shape; problems are told by {@link KlingVoice}. */
    public Answer answer(Call call) {
        String path = "/" + call.pathParameter("proxy");
        return switch (call.method() + " " + path) {
            case "GET /tasks" -> tasks.byIds(call);
            case "POST /tasks" -> lists.page(call);
            case "GET /account/costs", "POST /account/billing/package", "POST /account/billing/balance" ->
                questions.ofAccount(call, path);
            case "GET /v1/general/advanced-presets-elements", "GET /v1/general/presets-voices" ->
                questions.open(call, path);
            case "POST /v1/general/delete-advanced-elements", "POST /v1/general/delete-elements" ->
                library.deleteElement(call, path);
            case "POST /v1/general/delete-voices" -> library.deleteVoice(call, path);
            default -> ofProduct(call, path);
        };
    }

    private Answer ofProduct(Call call, String path) {
        Optional<Answer> answer = switch (call.method()) {
            case "POST" -> create(call, path);
            case "GET" -> find(call, path);
            default -> Optional.empty();
        };
        return answer.orElseThrow(() -> ProblemException.of(
                ErrorCode.INVALID_PARAMETERS, 404, "There is no " + call.method() + " " + path + " here"));
    }

    private Optional<Answer> create(Call call, String path) {
        Optional<Paths.Older> older = paths.creating(path);
        if (older.isPresent()) {
            call.require(Scope.GENERATE);
            return Optional.of(creates.older(call, older.get()));
        }
        Optional<Paths.Newer> newer = paths.creatingNewer(path);
        if (newer.isPresent()) {
            call.require(Scope.GENERATE);
            return Optional.of(creates.newer(call, newer.get()));
        }
        return paths.open(path).map(open -> {
            call.require(Scope.GENERATE);
            return creates.unlisted(call, open);
        });
    }

    private Optional<Answer> find(Call call, String path) {
        Optional<Paths.Older> listed = paths.creating(path).filter(Paths.Older::hasTasks);
        if (listed.isPresent()) {
            return Optional.of(lists.older(call, listed.get()));
        }
        return paths.asking(path).map(asked -> tasks.older(call, asked));
    }
}
