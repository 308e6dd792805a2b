package dev.pg2convex.chat;

import java.util.List;
import java.util.Locale;

/** Addresses of nobody: valid, each of them unique, under domains reserved for examples. */
final class Emails {
    private static final List<String> FIRST = List.of("ana", "bram", "chidi", "dalia", "eero", "farah", "goran", "hana", "ines", "jonas",
            "keiko", "lars", "mina", "nuri", "olga", "pedro", "quynh", "rosa", "sami", "tove", "uma", "viktor", "wanja", "ximena", "yusuf",
            "zofia");
    private static final List<String> LAST = List.of("lima", "okafor", "virtanen", "haddad", "novak", "sato", "silva", "meyer", "lindqvist",
            "kaya", "moreau", "petrov", "nguyen", "costa", "bakker", "ilves", "rossi", "demir", "jansen", "weber", "quist", "osei", "tamm");
    private static final List<String> DOMAINS = List.of("example.com", "example.org", "example.net", "mail.example.com", "uni.example.org",
            "team.example.net", "eu.example.com");

    private Emails() {}

    /** Of every 50 users, the 4th and 5th share the local part of the 3rd, the 5th in capitals; their domains differ. */
    static String of(int user, long seed) {
        int of50 = user % 50;
        String domain = DOMAINS.get(user % DOMAINS.size());
        return switch (of50) {
            case 3 -> local(user - 1, seed) + "@" + domain;
            case 4 -> capitals(local(user - 2, seed)) + "@" + domain;
            default -> local(user, seed) + "@" + domain;
        };
    }

    /** The username that the mapping derives. */
    static String username(String email) {
        return email.substring(0, email.indexOf('@')).toLowerCase(Locale.ROOT);
    }

    private static String local(int user, long seed) {
        int first = FIRST.size();
        int last = LAST.size();
        int turn = Math.floorMod(seed, first * last);
        int name = Math.floorMod(user % (first * last) + turn, first * last);
        int round = user / (first * last);
        String separator = user % 17 == 8 ? "_" : user % 19 == 9 ? "-" : ".";
        String tag = user % 13 == 6 ? "+chat" : user % 23 == 12 ? ".o'brien" : "";
        return FIRST.get(name % first) + separator + LAST.get(name / first) + (round == 0 ? "" : Integer.toString(round)) + tag;
    }

    private static String capitals(String local) {
        var text = new StringBuilder();
        for (String part : local.split("(?<=\\.)", -1)) {
            text.append(part.substring(0, Math.min(1, part.length())).toUpperCase(Locale.ROOT))
                    .append(part.substring(Math.min(1, part.length())));
        }
        return text.toString();
    }
}
