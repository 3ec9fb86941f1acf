// Most of a test's time here is the play's, not the processor's.
[assembly: Parallelization(MaxThreads = 4)]
