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
    private Task _drawing = Task.CompletedTask;
    private int _state = Idle;

    [Inject]
    internal LiveBoard Board { get; set; } = null!;

    /// <summary>What to show now.</summary>
    protected BoardSnapshot Now => Board.Current;

    /// <inheritdoc/>
    protected override void OnInitialized() => _watch = Board.Watch(OnChanged);

    /// <summary>On the component's own thread.</summary>
    protected virtual Task OnBoardChangedAsync()
    {
        StateHasChanged();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _watch?.Dispose();
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
