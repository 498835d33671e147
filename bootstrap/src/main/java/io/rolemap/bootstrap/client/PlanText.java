package io.rolemap.bootstrap.client;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Shows what a replacement does or did as a diff: {@code +} to create, {@code ~} to change, {@code -} to remove. */
final class PlanText {

    private static final int WIDEST_GROUP = 60;
    private static final String RESET = "\u001b[0m";

    /** What happens to one group. */
    private record Change(char mark, String colour, String group, String roles) {}

    private final Json plan;
    private final boolean colours;

    /**
     * A plan, or what became of it.
     *
     * @param plan as the server answered it
     * @throws Json.NotOursException when one of its members is missing, so that nothing can be said to be unchanged
     */
    PlanText(Json plan, boolean colours) {
        List.of("created", "updated", "deleted").forEach(plan::requiredObjects);
        plan.required("unchanged");
        this.plan = plan;
        this.colours = colours;
    }

    boolean hasChanges() {
        return created() + updated() + deleted() > 0;
    }

    /** A line for each change, ordered by the groups' code points. */
    List<String> changes() {
        List<Change> changes = new ArrayList<>();
        for (Json each : plan.objects("created")) {
            changes.add(new Change('+', "\u001b[32m", each.required(SetReader.GROUP), each.required(SetReader.ROLE)));
        }
        for (Json each : plan.objects("updated")) {
            String roles = each.required("previous_role_id") + " -> " + each.required(SetReader.ROLE);
            changes.add(new Change('~', "\u001b[33m", each.required(SetReader.GROUP), roles));
        }
        for (Json each : plan.objects("deleted")) {
            changes.add(new Change('-', "\u001b[31m", each.required(SetReader.GROUP), each.required(SetReader.ROLE)));
        }
        changes.sort(Comparator.comparing(Change::group, Entry.BY_CODE_POINTS));
        int width = changes.stream()
                .mapToInt(change -> Table.width(Console.quoted(change.group())))
                .filter(each -> each <= WIDEST_GROUP)
                .max()
                .orElse(0);
        return changes.stream().map(change -> line(change, width)).toList();
    }

    private String line(Change change, int width) {
        String line = change.mark() + " " + Table.pad(Console.quoted(change.group()), width) + "  role "
                + Console.plain(change.roles());
        return "  " + (colours ? change.colour() + line + RESET : line);
    }

    String planned() {
        return "Plan: " + created() + " to create, " + updated() + " to change, " + deleted() + " to remove, "
                + unchanged() + " unchanged.";
    }

    String applied() {
        return "Applied: " + created() + " created, " + updated() + " changed, " + deleted() + " removed, "
                + unchanged() + " unchanged.";
    }

    private int created() {
        return plan.objects("created").size();
    }

    private int updated() {
        return plan.objects("updated").size();
    }

    private int deleted() {
        return plan.objects("deleted").size();
    }

    private String unchanged() {
        return Console.plain(plan.required("unchanged"));
    }
}
