/// What spans the practices. [EstateCheck] reaches everything that the estate declares and says
/// what is missing; [EstateStatus] answers "can I restore, to when, how fast, from where";
/// [Introduction] and [EstateDraft] are behind `init`: they meet a server and write the first
/// `holdfast.yaml`.
@NullMarked
package dev.holdfast.practices.overview;

import org.jspecify.annotations.NullMarked;
