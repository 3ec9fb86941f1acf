using EdgeGrid.Contracts;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Correlation;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Benchmarks.Cases;

/// <summary>
/// A case from its report to where it stands now, decided by the hub's own decider: what it could not have come to, it
/// does not come to here. Old ones are over, those of the last weeks stand in every step.
/// </summary>
/// <param name="dice">Whose numbers decide.</param>
/// <param name="words">Of the district.</param>
internal sealed class CaseStory(Random dice, DistrictWords words)
{
    private const string Desk = "desk";

    private readonly List<RecordedEvent> _events = [];
    private readonly List<AlertRow> _alerts = [];
    private CaseState? _state;
    private long _sequence;

    /// <summary>The case, its events, and the transitions of its alerts.</summary>
    /// <param name="caseId">Its number.</param>
    /// <param name="at">When it was reported.</param>
    /// <param name="now">After which nothing has happened yet.</param>
    public (CaseState State, IReadOnlyList<RecordedEvent> Events, IReadOnlyList<AlertRow> Alerts) Tell(string caseId, DateTimeOffset at, DateTimeOffset now)
    {
        _events.Clear();
        _alerts.Clear();
        _state = null;
        if (dice.NextDouble() < 0.55)
        {
            BySensor(caseId, at, now);
        }
        else
        {
            Do(caseId, at, new ReportProblem(words.Problem(dice)), Desk);
        }

        GoOn(caseId, at, now);
        return (_state!, _events, _alerts);
    }

    private void BySensor(string caseId, DateTimeOffset at, DateTimeOffset now)
    {
        var alert = words.Alert(dice);
        Do(caseId, at, new ReportAlert(alert), CaseJournal.Correlation.Name);
        Do(caseId, at, new FileCase(AlertFiling.EarlyWarning), CaseJournal.Correlation.Name);
        _alerts.Add(Row(alert, AlertTransition.Raised, caseId, at, at));
        if (at.AddMinutes(1 + dice.Next(60)) is var over && over < now && dice.NextDouble() < 0.97)
        {
            Do(caseId, over, new NoteAlert(alert, AlertTransition.Cleared), CaseJournal.Correlation.Name);
            _alerts.Add(Row(alert, AlertTransition.Cleared, caseId, over, at));
        }
    }

    private void GoOn(string caseId, DateTimeOffset reported, DateTimeOffset now)
    {
        var (department, worker) = words.Department(dice);
        var at = reported.AddHours(1);
        if (dice.NextDouble() < 0.04)
        {
            _ = Next(new RequestVoid("reported twice")) && Next(new ApproveRequest(), "supervisor");
            return;
        }

        // A case in a hundred is forgotten on its way.
        _ = (_state!.Step != CaseStep.Reported || Next(new FileCase(Phrase.Same("seen on the spot 现场核实"))))
            && Next(new DispatchCase(department, worker, Phrase.Same("put it in order 现场处置"), null), "dispatcher")
            && (dice.NextDouble() >= 0.1 || Next(new RefuseCase("not ours"), worker) is var back && back && Next(new DispatchCase(department, null, Phrase.Same("put it in order 现场处置"), null), "dispatcher"))
            && Next(new AcceptCase(), worker)
            && (dice.NextDouble() >= 0.02 || Next(new AddComment("waiting for a part 等待配件"), worker))
            && Next(new GiveFeedback("done 已处理完毕"), worker)
            && (dice.NextDouble() >= 0.06 || (Next(new SendBack("not clean yet 未清理干净"), "inspector") && Next(new AcceptCase(), worker) && Next(new GiveFeedback("done again 已返工"), worker)))
            && Next(new CloseCase("found in order 核查通过"), "inspector")
            && Next(new AssessCase(60 + dice.Next(41), ""), "assessor");

        bool Next(CaseCommand command, string by = Desk)
        {
            at += TimeSpan.FromHours(0.5 + (-Math.Log(1 - dice.NextDouble()) * 30));
            if (at >= now || dice.NextDouble() < 0.0015)
            {
                return false;
            }

            Do(caseId, at, command is DispatchCase dispatch ? dispatch with { DueAt = at.AddDays(3) } : command, by);
            return true;
        }
    }

    private void Do(string caseId, DateTimeOffset at, CaseCommand command, string by)
    {
        var decision = CaseDecider.Decide(_state, command, CaseActor.Above(by), at);
        if (decision.Rejection is not null)
        {
            throw new InvalidOperationException($"The story of {caseId} cannot go on with {command.GetType().Name}: {decision.Rejection}.");
        }

        foreach (var happened in decision.Events)
        {
            var recorded = new RecordedEvent(0, caseId, (_state?.Version ?? 0) + 1, at, by, happened);
            _state = CaseState.After(_state, recorded);
            _events.Add(recorded);
        }
    }

    private AlertRow Row(ReportedAlert alert, AlertTransition transition, string caseId, DateTimeOffset at, DateTimeOffset raisedAt) => new()
    {
        Gateway = alert.Gateway,
        Epoch = DistrictWords.Epoch,
        Sequence = ++_sequence,
        AlertId = alert.AlertId,
        Transition = transition,
        Kind = alert.Kind,
        Level = alert.Level,
        Device = alert.Device,
        Place = alert.Place,
        Grid = alert.Grid,
        Latitude = alert.Position?.Latitude,
        Longitude = alert.Position?.Longitude,
        Measured = alert.Measured,
        Actions = "[]",
        SampledAt = at,
        DecidedAt = at,
        RaisedAt = raisedAt,
        Clock = ClockQuality.Ntp,
        CommittedAt = at,
        CaseId = caseId,
        Historical = false,
        Simulated = false,
    };
}
