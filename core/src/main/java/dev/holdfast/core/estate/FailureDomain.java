package dev.holdfast.core.estate;

import java.util.Optional;

/// What a storage shares its fate with. Copies that share a site, provider or account can be lost
/// together.
public record FailureDomain(
        Optional<String> site, Optional<String> provider, Optional<String> account) {}
