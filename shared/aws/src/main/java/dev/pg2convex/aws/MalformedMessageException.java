package dev.pg2convex.aws;

/**
 * A message, event or command that is not what it should be. The text says where (a JSON path made of expected names only) and what was
 * expected; it never repeats what came in, and has no cause that would.
 */
public final class MalformedMessageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedMessageException(String path, String problem) {
        super(path + ": " + problem);
    }
}
