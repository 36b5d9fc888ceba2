package dev.holdfast.cli.command;

/// What a command does once its arguments are read.
public interface Action {

    Answer run(Invocation invocation) throws InterruptedException;
}
