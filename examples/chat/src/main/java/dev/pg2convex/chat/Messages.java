package dev.pg2convex.chat;

import dev.pg2convex.core.store.RejectReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The messages, by ordinal from 0; a thread's are spread over the table, and several of them share their time. */
final class Messages {
    static final String COLUMNS = "id, thread_id, clerk_user_id, role, content, created_at, tool_invocations, finish_reason, total_tokens, prompt_tokens,"
            + " completion_tokens, model_id, cost_in_cents";

    /** Neighbours, so that they meet in one page. */
    private static final int FIRST_LONG = 20;
    private static final int LONG = 10;
    private static final int FIRST_PLANTED = 40;
    private static final int PLANTED_STEP = 3;
    /** How many different times the messages of a thread have. */
    private static final int TIMES = 3;

    /** What comes after has nothing planted in it. */
    static final int LAST_PLANTED_ID = id(FIRST_PLANTED + PLANTED_STEP * Planted.MESSAGES.size());

    private static final List<String> ROLES = List.of("user", "assistant", "user", "assistant", "system", "tool");
    private static final List<String> FINISH = List.of("stop", "length", "tool-calls", "content-filter", "");
    private static final List<String> MODELS = List.of("small-1", "large-2", "example/large-2:free", "mod\u00E8le-3");
    private static final List<String> COSTS = List.of("0", "0.00", "0.01", "0.10", "99999999.99", "-99999999.99", "12345678.91", "1.50");

    private final ChatSize size;
    private final Threads threads;

    Messages(ChatSize size, Threads threads) {
        this.size = size;
        this.threads = threads;
    }

    static int id(int message) {
        return message + message / 13 + 1;
    }

    Optional<RejectReason> fault(int message) {
        if (isOrphan(message)) {
            return Optional.of(RejectReason.ORPHAN);
        }
        var own = planted(message).flatMap(Planted::reason);
        return own.isPresent() ? own : threads.fault(thread(message)).map(_ -> RejectReason.PARENT_REJECTED);
    }

    private static boolean isOrphan(int message) {
        return message % 211 == 17;
    }

    private static boolean isLong(int message) {
        return message >= FIRST_LONG && message < FIRST_LONG + LONG;
    }

    private static Optional<Planted> planted(int message) {
        int which = (message - FIRST_PLANTED) / PLANTED_STEP;
        boolean here = message >= FIRST_PLANTED && (message - FIRST_PLANTED) % PLANTED_STEP == 0 && which < Planted.MESSAGES.size();
        return here ? Optional.of(Planted.MESSAGES.get(which)) : Optional.empty();
    }

    private int thread(int message) {
        return isLong(message) || planted(message).isPresent() ? Threads.host(message)
                : Dice.of(size.seed(), "thread", message).below(size.threads());
    }

    Object[] row(int message) {
        var dice = Dice.of(size.seed(), ChatTables.MESSAGES, message);
        var planted = planted(message);
        int thread = thread(message);
        boolean orphan = isOrphan(message);
        int threadId = orphan ? missingThread(message / 211) : Threads.id(thread);
        String content = planted.map(Planted::content).orElseGet(() -> isLong(message) ? Planted.longText(message) : Texts.of(dice));
        String tools = planted.map(Planted::json).orElseGet(() -> dice.below(10) < 6 ? null : Jsons.toolInvocations(dice));
        Integer prompt = dice.oneIn(4) ? null : Integer.valueOf(dice.below(5_000));
        Integer completion = dice.oneIn(4) ? null : Integer.valueOf(dice.oneIn(10) ? Integer.MAX_VALUE : dice.below(2_000));
        Integer total = dice.oneIn(4) ? null : Integer.valueOf(dice.below(7_000));
        String cost = dice.oneIn(4) ? null : dice.oneIn(3) ? dice.any(COSTS) : dice.below(500) + "." + (10 + dice.below(90));
        return new Object[]{id(message), threadId, clerkId(thread, orphan, dice), dice.any(ROLES), content,
                planted.map(Planted::createdAt).orElseGet(() -> createdAt(message, thread)), tools, dice.oneIn(3) ? null : dice.any(FINISH),
                total, prompt, completion, dice.oneIn(5) ? null : dice.any(MODELS), cost};
    }

    private String clerkId(int thread, boolean orphan, Dice dice) {
        return orphan ? "user_2" + dice.base62(26) : threads.clerkId(thread);
    }

    private String createdAt(int message, int thread) {
        return switch (message % 41) {
            case 7 -> null;
            case 8 -> Times.ODD.get(message / 41 % Times.ODD.size());
            default -> Times.text(time(message, thread));
        };
    }

    private Instant time(int message, int thread) {
        return threads.time(thread).plus(Duration.ofSeconds(37L * ((long) message * TIMES / size.messages())));
    }

    private int missingThread(int which) {
        return switch (which % 4) {
            case 0 -> 0;
            case 1 -> -5;
            case 2 -> 12;
            default -> Threads.id(size.threads()) + 1_000_000;
        };
    }
}
