package dev.pg2convex.aws;

/** What CloudWatch gets to know. Alarms and dashboards go by these names. */
public enum Metric {
    /** Source rows of pages that were finished. */
    ROWS_READ("RowsRead", "Count"),
    /** Documents inserted, adopted, changed or deleted. */
    ROWS_WRITTEN("RowsWritten", "Count"), ROWS_REJECTED("RowsRejected", "Count"),
    /** Differences that the verifier found. */
    FINDINGS("Findings", "Count"), PAGES_DONE("PagesDone", "Count"),
    /** Pages that have used up their receives. */
    PAGES_FAILED("PagesFailed", "Count"),
    /** One value for each attempt at a page. */
    PAGE_DURATION("PageDuration", "Milliseconds"),
    /** Calls that Convex refused, to slow them down. */
    THROTTLED_CALLS("ThrottledCalls", "Count"),
    /** With each tick; so are the next two. */
    ACTIVE_RUNS("ActiveRuns", "Count"), PAGES_LEFT("PagesLeft", "Count"),
    /** Of the active run that has stood still for the longest; 0 where none is active. */
    SECONDS_SINCE_PROGRESS("SecondsSinceProgress", "Seconds");

    private final String title;
    private final String unit;

    Metric(String title, String unit) {
        this.title = title;
        this.unit = unit;
    }

    /** Its name in CloudWatch. */
    public String title() {
        return title;
    }

    /** By CloudWatch's names. */
    public String unit() {
        return unit;
    }
}
