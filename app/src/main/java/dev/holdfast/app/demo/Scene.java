package dev.holdfast.app.demo;

/// One scene of the tour. The title fits a line of its own.
record Scene(String title, Act act) {

    @FunctionalInterface
    interface Act {
        void play(Narrator narrator) throws InterruptedException;
    }
}
