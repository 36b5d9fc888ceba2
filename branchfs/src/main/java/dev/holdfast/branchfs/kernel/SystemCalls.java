package dev.holdfast.branchfs.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;

/// The system calls, answered as the kernel does: what they return, or the negated errno.
@SuppressWarnings(
        "restricted") // foreign functions: the launcher and the tests enable native access
final class SystemCalls {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    /// Where a call leaves its errno. One for each thread: an allocation for each call would cost
    /// more than the shorter calls themselves.
    private static final ThreadLocal<MemorySegment> CAPTURED =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(STATE));

    private static final MethodHandle OPEN =
            variadic("open", 2, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle IOCTL =
            variadic("ioctl", 2, JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS);
    private static final MethodHandle CLOSE = call("close", JAVA_INT, JAVA_INT);
    private static final MethodHandle READ = call("read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle WRITE =
            call("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle PREAD =
            call("pread", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle PWRITE =
            call("pwrite", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle FALLOCATE =
            call("fallocate", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle MOUNT =
            call("mount", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
    private static final MethodHandle UMOUNT = call("umount2", JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle SOCKETPAIR =
            call("socketpair", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle RECVMSG =
            call("recvmsg", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle SPAWN =
            call("posix_spawnp", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    private static final MethodHandle WAITPID =
            call("waitpid", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle GETEUID = call("geteuid", JAVA_INT);
    private static final MethodHandle GETEGID = call("getegid", JAVA_INT);
    private static final MethodHandle STRERROR = call("strerror", ADDRESS, JAVA_INT);

    private SystemCalls() {}

    private static MethodHandle call(String name, MemoryLayout result, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(result, arguments),
                Linker.Option.captureCallState("errno"));
    }

    private static MethodHandle variadic(
            String name, int fixed, MemoryLayout result, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(result, arguments),
                Linker.Option.captureCallState("errno"),
                Linker.Option.firstVariadicArg(fixed));
    }

    /// A call by its handle. What a handle throws is a mistake in its description.
    private interface Invocation {
        long invoke(MemorySegment captured) throws Throwable;
    }

    private static long result(Invocation invocation) {
        MemorySegment captured = CAPTURED.get();
        long result;
        try {
            result = invocation.invoke(captured);
        } catch (Throwable e) {
            throw new IllegalStateException("a system call could not be made", e);
        }
        return result < 0 ? -(int) ERRNO.get(captured, 0L) : result;
    }

    static int open(String path, int flags, int mode) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(path);
            return (int) result(s -> (int) OPEN.invokeExact(s, name, flags, mode));
        }
    }

    static int close(int descriptor) {
        return (int) result(s -> (int) CLOSE.invokeExact(s, descriptor));
    }

    static int ioctl(int descriptor, long request, MemorySegment argument) {
        return (int) result(s -> (int) IOCTL.invokeExact(s, descriptor, request, argument));
    }

    static long read(int descriptor, MemorySegment target, long count) {
        return result(s -> (long) READ.invokeExact(s, descriptor, target, count));
    }

    static long write(int descriptor, MemorySegment bytes, long count) {
        return result(s -> (long) WRITE.invokeExact(s, descriptor, bytes, count));
    }

    static long pread(int descriptor, MemorySegment target, long count, long position) {
        return result(s -> (long) PREAD.invokeExact(s, descriptor, target, count, position));
    }

    static long pwrite(int descriptor, MemorySegment bytes, long count, long position) {
        return result(s -> (long) PWRITE.invokeExact(s, descriptor, bytes, count, position));
    }

    static int fallocate(int descriptor, int mode, long position, long count) {
        return (int) result(s -> (int) FALLOCATE.invokeExact(s, descriptor, mode, position, count));
    }

    static int mount(String source, String target, String type, long flags, String options) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment from = arena.allocateFrom(source);
            MemorySegment to = arena.allocateFrom(target);
            MemorySegment kind = arena.allocateFrom(type);
            MemorySegment data = arena.allocateFrom(options);
            return (int) result(s -> (int) MOUNT.invokeExact(s, from, to, kind, flags, data));
        }
    }

    static int umount(String target, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(target);
            return (int) result(s -> (int) UMOUNT.invokeExact(s, name, flags));
        }
    }

    /// @param pair two ints: both ends
    static int socketpair(int domain, int type, MemorySegment pair) {
        return (int) result(s -> (int) SOCKETPAIR.invokeExact(s, domain, type, 0, pair));
    }

    static long recvmsg(int descriptor, MemorySegment message, int flags) {
        return result(s -> (long) RECVMSG.invokeExact(s, descriptor, message, flags));
    }

    /// @param pid one int, set when a process was started
    /// @return 0, or the errno, not negated: as the C library has it
    static int spawn(MemorySegment pid, List<String> command, List<String> environment) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment program = arena.allocateFrom(command.getFirst());
            MemorySegment none = MemorySegment.NULL;
            MemorySegment arguments = strings(arena, command);
            MemorySegment variables = strings(arena, environment);
            return (int)
                    result(s ->
                            (int)
                                    SPAWN.invokeExact(
                                            s, pid, program, none, none, arguments, variables));
        }
    }

    private static MemorySegment strings(Arena arena, List<String> values) {
        List<MemorySegment> all = new ArrayList<>();
        values.forEach(value -> all.add(arena.allocateFrom(value)));
        MemorySegment array = arena.allocate(ADDRESS, all.size() + 1L);
        for (int i = 0; i < all.size(); i++) {
            array.setAtIndex(ADDRESS, i, all.get(i));
        }
        return array;
    }

    /// @param status one int
    static int waitpid(int pid, MemorySegment status) {
        return (int) result(s -> (int) WAITPID.invokeExact(s, pid, status, 0));
    }

    static int geteuid() {
        return (int) result(s -> (int) GETEUID.invokeExact(s));
    }

    static int getegid() {
        return (int) result(s -> (int) GETEGID.invokeExact(s));
    }

    static String strerror(int errno) {
        try {
            MemorySegment text = (MemorySegment) STRERROR.invokeExact(CAPTURED.get(), errno);
            return text.reinterpret(Long.MAX_VALUE).getString(0);
        } catch (Throwable e) {
            throw new IllegalStateException("a system call could not be made", e);
        }
    }
}
