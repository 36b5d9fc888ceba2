package dev.holdfast.core.estate;

import dev.holdfast.core.estate.option.MappingType;
import dev.holdfast.core.estate.option.Option;
import dev.holdfast.core.estate.option.OptionType;
import dev.holdfast.core.estate.option.OptionTypes;
import dev.holdfast.core.estate.option.OptionValues;
import dev.holdfast.core.estate.option.TypedMapping;
import dev.holdfast.core.estate.option.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The options of one of `storages:`: which ones there are depends on its `type`.
record StorageOptions(StorageTypes types) implements OptionType<StorageDeclaration> {
    private static final Option<String> NAME =
            Option.required("name", OptionTypes.name("onsite"), "what commands call it");
    private static final Option<String> SITE = domainPart("site", "the building or region");
    private static final Option<String> PROVIDER = domainPart("provider", "who runs it");
    private static final Option<String> ACCOUNT =
            domainPart("account", "whose credentials can delete it");
    private static final Option<FailureDomain> DOMAIN =
            Option.standard(
                    "domain",
                    new MappingType<>(
                            List.of(SITE, PROVIDER, ACCOUNT),
                            values ->
                                    new FailureDomain(
                                            values.find(SITE),
                                            values.find(PROVIDER),
                                            values.find(ACCOUNT))),
                    new FailureDomain(Optional.empty(), Optional.empty(), Optional.empty()),
                    "what it shares its fate with: copies of one domain can be lost together");

    private static final Option<Long> BANDWIDTH =
            Option.optional(
                    "bandwidth",
                    OptionTypes.rate(),
                    "how much a second it may take, and how much it may give");

    @Override
    public Optional<StorageDeclaration> read(Value value) {
        return byType().read(value);
    }

    @Override
    public String example() {
        return "{name: onsite, type: file, path: /srv/holdfast}";
    }

    @Override
    public Map<String, Object> schema() {
        return byType().schema();
    }

    private TypedMapping<StorageDeclaration> byType() {
        Map<String, MappingType<StorageDeclaration>> byName = new LinkedHashMap<>();
        types.types().stream()
                .sorted(Comparator.comparing(type -> type.name()))
                .forEach(type -> byName.put(type.name(), mapping(type)));
        return new TypedMapping<>("type of storage", byName, example());
    }

    private <S extends StorageSettings> MappingType<StorageDeclaration> mapping(
            StorageType<S> type) {
        Optional<Option<OptionValues>> pruner = pruner(type);
        List<Option<?>> options = new ArrayList<>();
        options.add(NAME);
        options.add(TypedMapping.typeOption(type.name(), "what kind of place it is"));
        options.add(DOMAIN);
        options.addAll(type.options());
        options.add(BANDWIDTH);
        pruner.ifPresent(options::add);
        return new MappingType<>(options, values -> declaration(type, values, pruner));
    }

    private static <S extends StorageSettings> StorageDeclaration declaration(
            StorageType<S> type, OptionValues values, Optional<Option<OptionValues>> pruner) {
        S settings = type.read(values);
        return new StorageDeclaration(
                values.get(NAME),
                settings,
                values.get(DOMAIN),
                pruner.flatMap(values::find)
                        .map(credentials -> type.withPruner(settings, credentials))
                        .orElse(settings),
                values.find(BANDWIDTH).map(OptionalLong::of).orElse(OptionalLong.empty()));
    }

    private static Optional<Option<OptionValues>> pruner(StorageType<?> type) {
        if (type.prunerOptions().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                Option.optional(
                        "pruner",
                        new MappingType<>(type.prunerOptions(), values -> values),
                        "the credentials that delete, where those above may not"));
    }

    private static Option<String> domainPart(String name, String about) {
        return Option.optional(name, OptionTypes.text("hq"), about);
    }
}
