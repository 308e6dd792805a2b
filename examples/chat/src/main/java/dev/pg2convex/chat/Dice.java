package dev.pg2convex.chat;

import java.util.List;
import java.util.SplittableRandom;

/** Chance that depends on nothing but the seed and the row, so that any row can be made without those before it. */
final class Dice {
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final SplittableRandom random;

    private Dice(long seed) {
        random = new SplittableRandom(seed);
    }

    static Dice of(long seed, String purpose, long ordinal) {
        return new Dice(mix(seed + mix(purpose.hashCode()) + mix(ordinal + 1)));
    }

    /** A bijection that spreads neighbours (MurmurHash3's finalizer). */
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    long between(long least, long bound) {
        return random.nextLong(least, bound);
    }

    double fraction() {
        return random.nextDouble();
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    String base62(int length) {
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(BASE62.charAt(random.nextInt(BASE62.length())));
        }
        return text.toString();
    }
}
