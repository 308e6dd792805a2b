package dev.pg2convex.local.cli;

import java.util.Locale;

/** Asks before what cannot be undone. */
final class Question {
    private Question() {}

    /**
     * Shows what is about to be done, and asks the person at the terminal.
     *
     * @param yes the answer, given with the command
     * @throws InputException when the answer is no, or there is nobody to ask
     */
    static void ask(String what, boolean yes) {
        if (yes) {
            return;
        }
        if (!Terminal.isThere()) {
            throw new InputException(what + "\nNobody can be asked, as there is no terminal: say --yes if it is right. Nothing was done.");
        }
        var answer = System.console().readLine("%s%nType yes to go on: ", what);
        if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).equals("yes")) {
            throw new InputException("not confirmed; nothing was done");
        }
    }
}
