using System.CommandLine;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Storage.Sqlite;
using EdgeGrid.Hub.Storage.Upkeep;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Terminal = System.Console;

namespace EdgeGrid.Hub.Configuration;

/// <summary>What is done to a whole store: <c>backup</c>, <c>restore</c>, <c>verify</c>, <c>rebuild-projections</c>, <c>export</c>, <c>import</c>.</summary>
internal static class StoreCommands
{
    private const int ViolationsTold = 200;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>A hub has half a minute to end its work, and needs seconds at most.</summary>
    private static readonly TimeSpan HubTakesAtMost = TimeSpan.FromMinutes(2);

    public static IEnumerable<Command> All() => [Backup(), Restore(), Verify(), Rebuild(), Export(), Import()];

    private static Command Backup()
    {
        var to = File("--to", "The copy: a file that is not there yet.");
        return New("backup", "Copies the store in a data folder to a file, while a hub runs or not. For PostgreSQL use pg_dump.", [to], async (store, options, parsed, cancellationToken) =>
        {
            if (options.Store is not null)
            {
                return await MisusedAsync($"`hub backup` copies the file {HubStore.FileName}. Back up a PostgreSQL database with pg_dump, or with `hub export`.");
            }

            var target = parsed.GetRequiredValue(to).FullName;
            if (System.IO.File.Exists(target))
            {
                return await MisusedAsync($"{target} is there already: choose another name, or delete it.");
            }

            await OpenAsync(store, options, cancellationToken);
            await SqliteFile.BackUpAsync(options.DataFolder, target, cancellationToken);
            return await DoneAsync($"{target} is a whole copy of {store.Engine.Name} ({new FileInfo(target).Length} bytes). Put it back with `hub restore`.");
        });
    }

    private static Command Restore()
    {
        var from = File("--from", "A file that `hub backup` made.");
        return New("restore", "Puts a backup in place of the store in a data folder, which is set aside. A hub that runs on it begins again with the backup.", [from], async (store, options, parsed, cancellationToken) =>
        {
            if (options.Store is not null)
            {
                return await MisusedAsync($"`hub restore` puts the file {HubStore.FileName} back. Restore a PostgreSQL database with pg_restore, or with `hub import`.");
            }

            var file = parsed.GetRequiredValue(from).FullName;
            if (!System.IO.File.Exists(file))
            {
                return await MisusedAsync($"There is no file {file}.");
            }

            if (store.Engine.HasBackupToRestore)
            {
                return await FailedAsync($"Another backup waits to be restored in {options.DataFolder}: a hub takes it when it starts.");
            }

            Tell($"Examining {file}");
            if (await SqliteFile.ProblemAsync(file, cancellationToken) is { } problem)
            {
                return await FailedAsync($"{file} cannot be restored: {problem}.");
            }

            Tell($"Copying it to {options.DataFolder}");
            return await RestoreAsync(file, store, options, cancellationToken);
        });
    }

    /// <summary>By itself where no hub runs, or by the hub that does: only who has the claim puts the backup in place.</summary>
    private static async Task<int> RestoreAsync(string file, HubStore store, HubOptions options, CancellationToken cancellationToken)
    {
        await using var claim = await DataFolder.TryClaimAsync(options.DataFolder, store, cancellationToken);
        SqliteFile.HandOver(file, options.DataFolder, options.Time.GetUtcNow());
        if (claim is not null)
        {
            var aside = store.Engine.Restore();
            return await DoneAsync($"{store.Engine.Name} is what {file} holds.{(aside is null ? "" : $" What was there before is {aside}.")}");
        }

        Tell("A hub runs on the store: it ends its work, and begins again with the backup");
        for (var waited = TimeSpan.Zero; store.Engine.HasBackupToRestore; waited += LookEvery)
        {
            if (waited > HubTakesAtMost)
            {
                return await FailedAsync($"The hub on {store.Engine.Name} has not taken the backup within {HubTakesAtMost.TotalMinutes} minutes. It will when it next starts.");
            }

            await Task.Delay(LookEvery, options.Time, cancellationToken);
        }

        return await DoneAsync($"{store.Engine.Name} is what {file} holds, and the hub goes on with it. What was there before is beside it: {HubStore.FileName}.before-restore-….");
    }

    private static Command Verify() => New("verify", "Looks for what cannot be in a store: gaps, overlaps, cases that are not what their events say. Changes nothing.", [], async (store, options, _, cancellationToken) =>
    {
        await OpenAsync(store, options, cancellationToken);
        var count = 0;
        await foreach (var violation in new StoreCheck(store, Tell).FindAsync(cancellationToken))
        {
            if (++count <= ViolationsTold)
            {
                await Terminal.Out.WriteLineAsync(violation.ToString());
            }
        }

        return count == 0
            ? await DoneAsync($"{store.Engine.Name} is as it must be.")
            : await FailedAsync($"{store.Engine.Name} has {count} violations{(count > ViolationsTold ? $", of which the first {ViolationsTold} are told" : "")}.");
    });

    private static Command Rebuild() => New("rebuild-projections", "Makes the cases anew from their events. A hub that runs waits meanwhile, and acknowledges nothing.", [], async (store, options, _, cancellationToken) =>
    {
        await OpenAsync(store, options, cancellationToken);
        await using var db = store.CreateDbContext();
        var count = await Projections.RebuildAsync(db, store.Engine, Tell, cancellationToken);
        return await DoneAsync($"The cases of {store.Engine.Name} are made anew from {count} events.");
    });

    private static Command Export()
    {
        var to = File("--to", "The file of JSON Lines: one that is not there yet.");
        return New("export", "Writes the whole store as JSON Lines, while a hub runs or not.", [to], async (store, options, parsed, cancellationToken) =>
        {
            var target = parsed.GetRequiredValue(to).FullName;
            if (System.IO.File.Exists(target))
            {
                return await MisusedAsync($"{target} is there already: choose another name, or delete it.");
            }

            await OpenAsync(store, options, cancellationToken);
            var part = target + ".part";
            try
            {
                long rows;
                await using (var file = SecretLines.Create(part))
                {
                    rows = await new StoreExport(store, Tell).WriteAsync(file, cancellationToken);
                    file.Flush(flushToDisk: true);
                }

                System.IO.File.Move(part, target);
                return await DoneAsync($"{target} holds the {rows} rows of {store.Engine.Name}.");
            }
            finally
            {
                System.IO.File.Delete(part);
            }
        });
    }

    private static Command Import()
    {
        var from = File("--from", "A file that `hub export` made, of either store.");
        return New("import", "Puts an exported store into one that is empty. No hub may run on it.", [from], async (store, options, parsed, cancellationToken) =>
        {
            var source = parsed.GetRequiredValue(from).FullName;
            if (!System.IO.File.Exists(source))
            {
                return await MisusedAsync($"There is no file {source}.");
            }

            await using var claim = await DataFolder.ClaimAsync(options.DataFolder, store, cancellationToken);
            await DataFolder.PrepareAsync(options.DataFolder, store, Tell, cancellationToken);
            await using var file = new FileStream(source, new FileStreamOptions { BufferSize = 1024 * 1024, Options = FileOptions.Asynchronous | FileOptions.SequentialScan });
            var rows = await new StoreImport(store, Tell).ReadAsync(file, cancellationToken);
            return await DoneAsync($"{store.Engine.Name} holds the {rows} rows of {source}.");
        });
    }

    private static Command New(string name, string description, Option[] more, Func<HubStore, HubOptions, ParseResult, CancellationToken, Task<int>> act)
    {
        var where = new RunOptions();
        var command = new Command(name, description);
        where.AddStoreTo(command);
        foreach (var option in more)
        {
            command.Options.Add(option);
        }

        command.SetAction(async (parsed, cancellationToken) =>
        {
            HubOptions options;
            try
            {
                options = where.Read(parsed);
            }
            catch (InvalidDataException e)
            {
                return await MisusedAsync(e.Message);
            }

            await using var store = new HubStore(options);
            try
            {
                return await act(store, options, parsed, cancellationToken);
            }
            catch (Exception e) when (e is HubStartException or InvalidDataException)
            {
                return await FailedAsync(e.Message);
            }
            catch (NpgsqlException e)
            {
                return await FailedAsync(DataFolder.NotUsable(store, e).Message);
            }
            catch (Exception e) when (e is UnauthorizedAccessException || StoreFailure.Is(e))
            {
                return await FailedAsync($"It could not be done: {e.GetBaseException().Message}");
            }
        });
        return command;
    }

    /// <summary>A store that is there, and of this version: none is made, and none is changed, by who only looks.</summary>
    private static async Task OpenAsync(HubStore store, HubOptions options, CancellationToken cancellationToken)
    {
        if (options.Store is null && !System.IO.File.Exists(store.Engine.Name))
        {
            throw new InvalidDataException($"There is no store {store.Engine.Name}: name its folder with --data.");
        }

        await using var db = store.CreateDbContext();
        var (known, applied) = (db.Database.GetMigrations().ToList(), (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList());
        if (applied.Except(known).Any())
        {
            throw new InvalidDataException($"{store.Engine.Name} was written by a later version of the hub: use that version.");
        }

        if (known.Except(applied).Any())
        {
            throw new InvalidDataException($"{store.Engine.Name} is not of this version of the hub: `hub run` brings it up once, then ask again.");
        }
    }

    private static Option<FileInfo> File(string name, string description) => new(name) { Description = description, Required = true };

    private static void Tell(string progress) => Terminal.Error.WriteLine(progress);

    private static async Task<int> DoneAsync(string said)
    {
        await Terminal.Out.WriteLineAsync(said);
        return 0;
    }

    private static async Task<int> FailedAsync(string said)
    {
        await Terminal.Error.WriteLineAsync(said);
        return HubCommandLine.Failed;
    }

    private static async Task<int> MisusedAsync(string said)
    {
        await Terminal.Error.WriteLineAsync(said);
        return HubCommandLine.Misused;
    }
}
