namespace EdgeGrid.Hub.Api;

/// <summary>Holds an answer back until what belongs to it is on the disk.</summary>
internal sealed class HeldAnswer : IAsyncDisposable
{
    private readonly HttpResponse _response;
    private readonly Stream _out;
    private readonly MemoryStream _body = new();

    public HeldAnswer(HttpResponse response)
    {
        (_response, _out) = (response, response.Body);
        response.Body = _body;
    }

    public ReadOnlyMemory<byte> Body => _body.GetBuffer().AsMemory(0, (int)_body.Length);

    public async Task SendAsync(CancellationToken cancellationToken)
    {
        await _response.BodyWriter.FlushAsync(cancellationToken);
        _response.Body = _out;
        if (Body.Length > 0)
        {
            await _out.WriteAsync(Body, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _response.Body = _out;
        return _body.DisposeAsync();
    }
}
