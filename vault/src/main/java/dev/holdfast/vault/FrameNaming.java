package dev.holdfast.vault;

/// Computes frame names. One thread at a time; get one from [Vault#naming].
public interface FrameNaming {

    FrameName nameOf(byte[] buffer, int from, int length);
}
