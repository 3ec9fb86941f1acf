using EdgeGrid.Hub.Console.Client;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace EdgeGrid.Hub.Console.Live;

/// <summary>
/// A part of the page that draws itself again whenever the board changes. While a slow browser still draws one change,
/// any number of others become a single next one.
/// </summary>
public abstract class LiveComponent : ComponentBase, IDisposable
{
    private const int Idle = 0;
    private const int Drawing = 1;
    private const int DrawingAndBehind = 2;

    private IDisposable? _watch;
    private readonly CancellationTokenSource _leaving = new();
    private readonly CancellationToken _left;
    private Task _drawing = Task.CompletedTask;
    private long _read;
    private int _state = Idle;

    /// <summary>Shows the board, and reads nothing yet.</summary>
    protected LiveComponent() => _left = _leaving.Token;

    [Inject]
    internal LiveBoard Board { get; set; } = null!;

    [Inject]
    internal HubClient Hub { get; set; } = null!;

    /// <summary>What to show now.</summary>
    protected BoardSnapshot Now => Board.Current;

    /// <summary>Why what this part reads for itself may be out of date, in words; null when it is not.</summary>
    protected string? Trouble { get; private set; }

    /// <inheritdoc/>
    protected override void OnInitialized() => _watch = Board.Watch(OnChanged);

    /// <summary>On the component's own thread.</summary>
    protected virtual async Task OnBoardChangedAsync()
    {
        if (ChangesOf(Now) != _read)
        {
            await ReadAgainAsync();
        }

        StateHasChanged();
    }

    /// <summary>A number of the board that rises when what this part reads for itself has changed.</summary>
    protected virtual long ChangesOf(BoardSnapshot board) => 0;

    /// <summary>Reads what the board does not have.</summary>
    protected virtual Task ReadAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Reads it, or keeps what it has and tells why.</summary>
    protected async Task ReadAgainAsync()
    {
        _read = ChangesOf(Now);
        Trouble = await TryAsync(ReadAsync(_left));
    }

    /// <summary>Awaits something that is asked of the API.</summary>
    /// <returns>Null when it is done, or why not, in words.</returns>
    protected static async Task<string?> TryAsync(Task asked)
    {
        try
        {
            await asked;
            return null;
        }
        catch (HttpRequestException refused)
        {
            return refused.Message;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _watch?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>What the derived part must let go.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }

    private void OnChanged()
    {
        if (Interlocked.CompareExchange(ref _state, Drawing, Idle) == Idle)
        {
            _drawing = DrawAsync();
        }
        else
        {
            Interlocked.CompareExchange(ref _state, DrawingAndBehind, Drawing);
        }
    }

    private async Task DrawAsync()
    {
        do
        {
            Interlocked.Exchange(ref _state, Drawing);
            try
            {
                await InvokeAsync(OnBoardChangedAsync);
            }
            catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
            {
                // The browser left while it was being told: there is nothing to draw on any more.
                _watch?.Dispose();
                return;
            }
            catch (Exception failure)
            {
                await DispatchExceptionAsync(failure);
            }
        }
        while (Interlocked.CompareExchange(ref _state, Idle, Drawing) != Drawing);
    }
}
