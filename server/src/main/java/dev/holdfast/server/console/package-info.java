/// The console's files: plain ES modules and styles from this module's resources, lit-html and
/// Chart.js from their WebJars, served as they are. They hold nothing of anybody's data, so they
/// are the one thing that is served without login; everything they show comes from the API.
@NullMarked
package dev.holdfast.server.console;

import org.jspecify.annotations.NullMarked;
