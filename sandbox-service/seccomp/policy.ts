import syscalls from './syscalls.json' with { type: 'json' };

export type Arch = 'x86_64' | 'aarch64';

/** Syscall numbers of both machines, from the headers of Linux 6.10. */
export const SYSCALLS: Record<Arch, Record<string, number>> = syscalls;

/** What the filter does with one syscall. The names with a check are decided by an argument, see `compile.ts`. */
export type Action = 'allow' | 'eperm' | 'enosys' | 'clone' | 'ioctl' | 'socket' | 'personality';

/**
 * What programs may do without a question: files, memory, threads, timers, signals, pipes, local sockets.
 * Whatever is missing here fails with EPERM when we know it, and with ENOSYS when it is newer than our table.
 */
const ALLOWED = words(`
  accept accept4 access alarm arch_prctl bind brk cachestat capget chdir chmod chown clock_getres
  clock_gettime clock_nanosleep close close_range connect copy_file_range creat dup dup2 dup3 epoll_create
  epoll_create1 epoll_ctl epoll_pwait epoll_pwait2 epoll_wait eventfd eventfd2 execve execveat exit
  exit_group faccessat faccessat2 fadvise64 fallocate fchdir fchmod fchmodat fchmodat2 fchown fchownat
  fcntl fdatasync fgetxattr flistxattr flock fork fremovexattr fsetxattr fstat fstatfs fsync ftruncate
  futex futex_requeue futex_wait futex_waitv futex_wake futimesat get_robust_list getcpu getcwd getdents
  getdents64 getegid geteuid getgid getgroups getitimer getpeername getpgid getpgrp getpid getppid
  getpriority getrandom getresgid getresuid getrlimit getrusage getsid getsockname getsockopt gettid
  gettimeofday getuid getxattr inotify_add_watch inotify_init inotify_init1 inotify_rm_watch ioprio_get
  ioprio_set kill lchown lgetxattr link linkat listen listxattr llistxattr lremovexattr lseek lsetxattr
  lstat madvise map_shadow_stack membarrier memfd_create mincore mkdir mkdirat mknod mknodat mlock mlock2
  mlockall mmap mprotect mq_getsetattr mq_notify mq_open mq_timedreceive mq_timedsend mq_unlink mremap
  mseal msgctl msgget msgrcv msgsnd msync munlock munlockall munmap nanosleep newfstatat open openat
  openat2 pause pidfd_open pidfd_send_signal pipe pipe2 pkey_alloc pkey_free pkey_mprotect poll ppoll
  prctl pread64 preadv preadv2 prlimit64 pselect6 pwrite64 pwritev pwritev2 read readahead readlink
  readlinkat readv recvfrom recvmmsg recvmsg remap_file_pages removexattr rename renameat renameat2
  restart_syscall rmdir rseq rt_sigaction rt_sigpending rt_sigprocmask rt_sigqueueinfo rt_sigreturn
  rt_sigsuspend rt_sigtimedwait rt_tgsigqueueinfo sched_get_priority_max sched_get_priority_min
  sched_getaffinity sched_getattr sched_getparam sched_getscheduler sched_rr_get_interval
  sched_setaffinity sched_setattr sched_setparam sched_setscheduler sched_yield select semctl semget semop
  semtimedop sendfile sendmmsg sendmsg sendto set_robust_list set_tid_address setfsgid setfsuid setgid
  setgroups setitimer setpgid setpriority setregid setresgid setresuid setreuid setrlimit setsid
  setsockopt setuid setxattr shmat shmctl shmdt shmget shutdown sigaltstack signalfd signalfd4 splice stat
  statfs statx symlink symlinkat sync sync_file_range syncfs sysinfo tee tgkill time timer_create
  timer_delete timer_getoverrun timer_gettime timer_settime timerfd_create timerfd_gettime timerfd_settime
  times tkill truncate umask uname unlink unlinkat utime utimensat utimes vfork wait4 waitid write writev
`);

/**
 * Refused as if the kernel did not have them. For clone3 the C library then falls back to clone, whose flags
 * can be read by a filter; for the others runtimes have a plan B.
 */
const UNKNOWN = words(`
  clone3 io_uring_setup io_uring_enter io_uring_register landlock_create_ruleset landlock_add_rule
  landlock_restrict_self userfaultfd memfd_secret
`);

const CHECKED: Record<string, Action> = {
  clone: 'clone',
  ioctl: 'ioctl',
  socket: 'socket',
  socketpair: 'socket',
  personality: 'personality',
};

/** The action for every number in the table of this machine. Numbers that are not in it get ENOSYS. */
export function decideActions(arch: Arch): Map<number, Action> {
  const actions = new Map<number, Action>();
  for (const [name, number] of Object.entries(SYSCALLS[arch])) actions.set(number, decideAction(name));
  return actions;
}

/** The action for one syscall by name. */
export function decideAction(name: string): Action {
  const checked = CHECKED[name];
  if (checked) return checked;
  if (ALLOWED.has(name)) return 'allow';
  return UNKNOWN.has(name) ? 'enosys' : 'eperm';
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
