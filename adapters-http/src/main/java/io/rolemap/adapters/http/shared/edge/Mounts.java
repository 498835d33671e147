package io.rolemap.adapters.http.shared.edge;

import io.javalin.http.servlet.DefaultTasks;
import io.javalin.http.servlet.JavalinServlet;
import io.javalin.http.servlet.JavalinServletContext;
import io.javalin.http.servlet.SubmitOrder;
import io.javalin.http.servlet.Task;
import io.javalin.http.servlet.TaskHandler;
import io.javalin.http.servlet.TaskInitializer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import kotlin.Unit;
import kotlin.jvm.functions.Function2;

/**
 * All that is mounted on one Javalin. Some steps of the life of a request know about it: those that look for a route find
 * ours below our paths, and leave everything there to us, whatever its method; the one that shows error pages leaves our
 * answers alone; and one after all others ends our answers. Her before-handlers and after-handlers run as always, and a
 * request for any other path goes its usual way.
 */
final class Mounts {

    private final List<Mount> mounts = new CopyOnWriteArrayList<>();

    private Mounts() {}

    /**
     * Those of the Javalin that has this life cycle.
     *
     * @throws IllegalStateException when no step of it looks for routes as Javalin does
     */
    static Mounts in(List<TaskInitializer<JavalinServletContext>> lifeCycle) {
        for (TaskInitializer<JavalinServletContext> step : lifeCycle) {
            if (step instanceof Routing routing) {
                return routing.mounts();
            }
        }
        if (!lifeCycle.contains(DefaultTasks.INSTANCE.getHTTP())) {
            throw new IllegalStateException(
                    "Rolemap can only be mounted on a Javalin whose requestLifeCycle has DefaultTasks.HTTP in it");
        }
        Mounts none = new Mounts();
        lifeCycle.replaceAll(none::aware);
        lifeCycle.add((submit, servlet, ctx, path) -> {
            if (none.at(path).isPresent()) {
                submit.invoke(SubmitOrder.LAST, new Task(false, () -> {
                    Mount.finish(ctx);
                    return Unit.INSTANCE;
                }));
            }
        });
        return none;
    }

    /** @throws IllegalArgumentException when something is mounted there, above or below already */
    void checkFree(MountPath path) {
        for (Mount other : mounts) {
            if (other.path().overlaps(path)) {
                throw new IllegalArgumentException("Rolemap is mounted on "
                        + other.path().value() + " already; " + path.value() + " can't be told apart from it");
            }
        }
    }

    void add(Mount mount) {
        mounts.add(mount);
    }

    private TaskInitializer<JavalinServletContext> aware(TaskInitializer<JavalinServletContext> step) {
        if (step == DefaultTasks.INSTANCE.getHTTP()) {
            return new Routing(step, this);
        }
        if (step == DefaultTasks.INSTANCE.getBEFORE_MATCHED() || step == DefaultTasks.INSTANCE.getAFTER_MATCHED()) {
            return new Matched(step, this);
        }
        return step == DefaultTasks.INSTANCE.getERROR() ? new ErrorPages(step, this) : step;
    }

    private Optional<Mount> at(String path) {
        for (Mount mount : mounts) {
            if (mount.path().contains(path)) {
                return Optional.of(mount);
            }
        }
        return Optional.empty();
    }

    private record Routing(TaskInitializer<JavalinServletContext> usual, Mounts mounts)
            implements TaskInitializer<JavalinServletContext> {
        @Override
        public void createTasks(
                Function2<? super SubmitOrder, ? super Task, Unit> submit,
                JavalinServlet servlet,
                JavalinServletContext ctx,
                String path) {
            Optional<Mount> ours = mounts.at(path);
            if (ours.isEmpty()) {
                usual.createTasks(submit, servlet, ctx, path);
                return;
            }
            Mount mount = ours.get();
            usual.createTasks(
                    (order, task) -> submit.invoke(order, new Task(true, () -> {
                        mount.serve(ctx, path, task.getHandler());
                        return Unit.INSTANCE;
                    })),
                    mount.servlet(),
                    ctx,
                    path);
        }
    }

    /** Her handlers for whatever is matched: what is matched below our paths is ours, whatever her own router would find. */
    private record Matched(TaskInitializer<JavalinServletContext> usual, Mounts mounts)
            implements TaskInitializer<JavalinServletContext> {
        @Override
        public void createTasks(
                Function2<? super SubmitOrder, ? super Task, Unit> submit,
                JavalinServlet servlet,
                JavalinServletContext ctx,
                String path) {
            usual.createTasks(submit, mounts.at(path).map(Mount::servlet).orElse(servlet), ctx, path);
        }
    }

    private record ErrorPages(TaskInitializer<JavalinServletContext> usual, Mounts mounts)
            implements TaskInitializer<JavalinServletContext> {
        @Override
        public void createTasks(
                Function2<? super SubmitOrder, ? super Task, Unit> submit,
                JavalinServlet servlet,
                JavalinServletContext ctx,
                String path) {
            boolean hers = mounts.at(path).isEmpty();
            usual.createTasks(
                    hers ? submit : (order, task) -> submit.invoke(order, unlessServed(ctx, task)), servlet, ctx, path);
        }

        // What one of her own handlers refused, before it came to us, has her own error pages.
        private static Task unlessServed(JavalinServletContext ctx, Task task) {
            TaskHandler<Unit> handler = task.getHandler();
            return new Task(
                    task.getSkipOnExceptionAndRedirect(),
                    () -> Mount.isServing(ctx) ? Unit.INSTANCE : handler.handle());
        }
    }
}
