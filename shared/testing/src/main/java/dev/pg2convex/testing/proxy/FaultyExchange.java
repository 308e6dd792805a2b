package dev.pg2convex.testing.proxy;

import java.io.IOException;
import java.util.Optional;

/** Carries one call out, with its fault. Whether the connection serves another call afterwards, the connection knows: it is closed or not. */
final class FaultyExchange {
    private final Upstream upstream;
    private final HeldCalls held;
    private final Tally tally;
    private final boolean redacting;

    FaultyExchange(Upstream upstream, HeldCalls held, Tally tally, boolean redacting) {
        this.upstream = upstream;
        this.held = held;
        this.tally = tally;
        this.redacting = redacting;
    }

    void carry(ConvexCall call, HttpMessage request, Optional<ConvexFault> fault, ClientSide client)
            throws IOException, InterruptedException {
        if (fault.isEmpty()) {
            client.answer(deliver(call, request));
            return;
        }
        switch (fault.get()) {
            case ConvexFault.CommitThenDrop _ -> {
                deliver(call, request);
                client.close();
            }
            case ConvexFault.DropBeforeCommit _ -> client.close();
            case ConvexFault.Delay delay -> {
                held.hold(delay.by());
                client.answer(deliver(call, request));
            }
            case ConvexFault.LateDelivery late -> {
                client.close();
                held.hold(late.after());
                deliver(call, request);
            }
            case ConvexFault.DuplicateDelivery duplicate -> {
                var first = deliver(call, request);
                var second = deliver(call, request);
                client.answer(duplicate.answerSecond() ? second : first);
            }
            case ConvexFault.ResetInMidBody _ -> client.reset(deliver(call, request));
            case ConvexFault.TruncatedBody _ -> client.truncate(deliver(call, request));
            case ConvexFault.SlowBytes slow -> client.answerInPieces(deliver(call, request), slow.pieces(), slow.pause());
            case ConvexFault.Answers answers -> {
                if (answers.committed()) {
                    deliver(call, request);
                }
                client.answer(ConvexBodies.error(answers.answer()));
            }
            case ConvexFault.Fails fails ->
                client.answer(redact(ConvexBodies.functionError(fails.error().text(call.function()), call.number())));
            case ConvexFault.FunctionsReplaced replaced -> client.answer(
                    call.function().equals(ConvexCall.HANDSHAKE) ? ConvexBodies.handshakeOf(replaced.protocol(), deliver(call, request))
                            : redact(ConvexBodies.protocolMismatch(replaced.protocol(), call.number())));
        }
    }

    private HttpMessage deliver(ConvexCall call, HttpMessage request) throws IOException {
        tally.delivered(call.function());
        return redact(upstream.call(request));
    }

    private HttpMessage redact(HttpMessage answer) {
        return redacting ? ConvexBodies.redacted(answer) : answer;
    }
}
