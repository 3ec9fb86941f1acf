using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace EdgeGrid.Hub.Storage;

/// <summary>Notices deletes and updates that no row was read for, so that what is written along with a change is written with these too.</summary>
internal sealed class BareChanges : DbCommandInterceptor
{
    public static readonly BareChanges Instance = new();

    private BareChanges()
    {
    }

    public override int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result)
    {
        if (result > 0 && eventData.CommandSource is (CommandSource.ExecuteDelete or CommandSource.ExecuteUpdate))
        {
            WrittenAlong.NoteChange();
        }

        return result;
    }

    public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default) =>
        new(NonQueryExecuted(command, eventData, result));
}
