/// Who may use the API and the console: personal tokens ([AccessToken]), each with a [Role].
/// [AccessTokens] makes and knows them; a [TokenStore] remembers their hashes, never a token.
@NullMarked
package dev.holdfast.core.access;

import org.jspecify.annotations.NullMarked;
