using System.Collections.Concurrent;

namespace EdgeGrid.Agent.Sampling;

/// <summary>
/// Runs the asynchronous work of one device on a thread of its own: a driver that blocks on its bus keeps nobody else
/// waiting, and a device is always spoken to from one thread.
/// </summary>
internal sealed class DeviceThread : TaskScheduler
{
    private readonly BlockingCollection<Task> _queue = [];
    private readonly Thread _thread;
    private volatile bool _ended;

    private DeviceThread(string name)
    {
        _thread = new Thread(Work) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>Completes with <paramref name="work"/>; the thread ends with it.</summary>
    public static async Task RunAsync(string name, Func<Task> work)
    {
        var thread = new DeviceThread(name);
        try
        {
            await Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, thread).Unwrap().ConfigureAwait(false);
        }
        finally
        {
            thread._ended = true;
            thread._queue.CompleteAdding();
        }
    }

    protected override void QueueTask(Task task)
    {
        if (!_ended && TryQueue(task))
        {
            return;
        }

        // A straggler: something that a driver left behind. It runs, but no thread is kept for it.
        ThreadPool.UnsafeQueueUserWorkItem(static state => state.Scheduler.TryExecuteTask(state.Task), (Scheduler: this, Task: task), preferLocal: false);
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        Thread.CurrentThread == _thread && !taskWasPreviouslyQueued && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [.. _queue];

    private bool TryQueue(Task task)
    {
        try
        {
            return _queue.TryAdd(task);
        }
        catch (InvalidOperationException)
        {
            // Completed between the question and the answer.
            return false;
        }
    }

    private void Work()
    {
        foreach (var task in _queue.GetConsumingEnumerable())
        {
            TryExecuteTask(task);
        }

        _queue.Dispose();
    }
}
