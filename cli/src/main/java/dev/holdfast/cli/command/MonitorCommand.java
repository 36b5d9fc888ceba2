package dev.holdfast.cli.command;

import picocli.CommandLine.Command;

/// The group `holdfast monitor`.
@Command(
        name = "monitor",
        description = "Checks, alerts and silences: know right away.",
        subcommands = {
            MonitorChecks.class,
            MonitorRun.class,
            MonitorAlerts.class,
            MonitorAck.class,
            MonitorSilence.class,
            MonitorAlertTest.class,
            MonitorWatch.class
        })
final class MonitorCommand {}
