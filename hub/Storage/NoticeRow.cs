namespace EdgeGrid.Hub.Storage;

/// <summary>A case's step that has still to be told to the world; written with the step, deleted once the broker has it.</summary>
internal sealed class NoticeRow
{
    public long Id { get; set; }

    public required string Topic { get; init; }

    /// <summary>JSON of the wire.</summary>
    public required byte[] Payload { get; init; }
}
