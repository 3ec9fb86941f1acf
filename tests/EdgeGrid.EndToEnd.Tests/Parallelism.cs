// Most of a test's time here is the play's, not the processor's.
[assembly: Xunit.v3.Parallelization(MaxThreads = 4)]
