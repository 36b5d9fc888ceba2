package dev.holdfast.engines.postgres.audit;

import dev.holdfast.core.engine.RunningServer.Audit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Collects what an audit found. Safe for many threads.
final class AuditTally {

    /// Beyond these nobody reads on.
    private static final int MOST_DAMAGES = 1000;

    private int databases;
    private int tables;
    private long rows;
    private int indexes;
    private int damagesNotKept;
    private final List<String> damages = new ArrayList<>();
    private final Map<String, Lacking> lacking = new LinkedHashMap<>();

    /// One cause can touch hundreds of relations: it is told once.
    private record Lacking(String firstSubject, int subjects) {
        Lacking oneMore() {
            return new Lacking(firstSubject, subjects + 1);
        }

        String line(String words) {
            String others = subjects > 1 ? " and " + (subjects - 1) + " more" : "";
            return firstSubject + others + ": " + words;
        }
    }

    synchronized void database() {
        databases++;
    }

    synchronized void table(long rowsRead) {
        tables++;
        rows += rowsRead;
    }

    synchronized void index() {
        indexes++;
    }

    /// @param subject such as `shop: public.orders`
    synchronized void damage(String subject, String words) {
        if (damages.size() < MOST_DAMAGES) {
            damages.add(subject + ": " + words);
        } else {
            damagesNotKept++;
        }
    }

    synchronized void lacking(String subject, String words) {
        Lacking known = lacking.get(words);
        lacking.put(words, known == null ? new Lacking(subject, 1) : known.oneMore());
    }

    void complaint(String subject, Complaint complaint) {
        switch (complaint.kind()) {
            case DAMAGE -> damage(subject, complaint.words());
            case LACKING -> lacking(subject, complaint.words());
            case LOST -> damage(subject, "the server crashed on it: " + complaint.words());
        }
    }

    synchronized boolean lacksAnything() {
        return !lacking.isEmpty();
    }

    synchronized Audit result() {
        List<String> all = new ArrayList<>(damages);
        if (damagesNotKept > 0) {
            all.add("and " + damagesNotKept + " more");
        }
        List<String> missing = new ArrayList<>();
        lacking.forEach((words, what) -> missing.add(what.line(words)));
        return new Audit(databases, tables, rows, indexes, all, missing);
    }
}
