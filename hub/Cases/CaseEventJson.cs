using System.Collections.Frozen;
using System.Text.Json;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Cases;

/// <summary>How events are kept: a type's name, the version of its schema, and JSON.</summary>
internal static class CaseEventJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Every event that a store may hold. A name once written here stays. Since schema 2 a reason may be a <see cref="Phrase"/>.</summary>
    private static readonly FrozenDictionary<string, (Type Type, int SchemaVersion)> Known = new Dictionary<string, (Type, int)>
    {
        [nameof(CaseReported)] = (typeof(CaseReported), 1),
        [nameof(StormReported)] = (typeof(StormReported), 1),
        [nameof(CaseFiled)] = (typeof(CaseFiled), 2),
        [nameof(AlertJoined)] = (typeof(AlertJoined), 1),
        [nameof(AlertEscalated)] = (typeof(AlertEscalated), 1),
        [nameof(LevelRaised)] = (typeof(LevelRaised), 1),
        [nameof(AlertCleared)] = (typeof(AlertCleared), 1),
        [nameof(CaseDispatched)] = (typeof(CaseDispatched), 2),
        [nameof(CaseAccepted)] = (typeof(CaseAccepted), 1),
        [nameof(FeedbackGiven)] = (typeof(FeedbackGiven), 1),
        [nameof(CaseSentBack)] = (typeof(CaseSentBack), 1),
        [nameof(CaseClosed)] = (typeof(CaseClosed), 1),
        [nameof(CaseAssessed)] = (typeof(CaseAssessed), 1),
        [nameof(ProblemReported)] = (typeof(ProblemReported), 1),
        [nameof(CaseRefused)] = (typeof(CaseRefused), 1),
        [nameof(AssigneeRefused)] = (typeof(AssigneeRefused), 1),
        [nameof(CaseHandedOver)] = (typeof(CaseHandedOver), 1),
        [nameof(DispatchEscalated)] = (typeof(DispatchEscalated), 2),
        [nameof(LimitWarned)] = (typeof(LimitWarned), 1),
        [nameof(LimitPassed)] = (typeof(LimitPassed), 1),
        [nameof(RequestMade)] = (typeof(RequestMade), 1),
        [nameof(RequestDeclined)] = (typeof(RequestDeclined), 1),
        [nameof(CaseSuspended)] = (typeof(CaseSuspended), 1),
        [nameof(CaseResumed)] = (typeof(CaseResumed), 2),
        [nameof(CaseExtended)] = (typeof(CaseExtended), 1),
        [nameof(CaseVoided)] = (typeof(CaseVoided), 1),
        [nameof(CaseClosedByForce)] = (typeof(CaseClosedByForce), 1),
        [nameof(AppealUpheld)] = (typeof(AppealUpheld), 1),
        [nameof(VerificationAsked)] = (typeof(VerificationAsked), 1),
        [nameof(VerificationAnswered)] = (typeof(VerificationAnswered), 1),
        [nameof(InspectionAsked)] = (typeof(InspectionAsked), 1),
        [nameof(InspectionAnswered)] = (typeof(InspectionAnswered), 1),
        [nameof(CaseReturned)] = (typeof(CaseReturned), 1),
        [nameof(FilingReturned)] = (typeof(FilingReturned), 1),
        [nameof(CaseUrged)] = (typeof(CaseUrged), 1),
        [nameof(CaseSelfHandled)] = (typeof(CaseSelfHandled), 1),
        [nameof(CaseRevisited)] = (typeof(CaseRevisited), 1),
        [nameof(CommentAdded)] = (typeof(CommentAdded), 1),
        [nameof(AttachmentAdded)] = (typeof(AttachmentAdded), 1),
        [nameof(CaseLinked)] = (typeof(CaseLinked), 1),
        [nameof(CaseUnlinked)] = (typeof(CaseUnlinked), 1),
        [nameof(CaseMerged)] = (typeof(CaseMerged), 2),
        [nameof(CaseAbsorbed)] = (typeof(CaseAbsorbed), 2),
        [nameof(CaseSplit)] = (typeof(CaseSplit), 1),
        [nameof(CaseSplitOff)] = (typeof(CaseSplitOff), 1),
        [nameof(StageFinished)] = (typeof(StageFinished), 1),
    }.ToFrozenDictionary();

    public static IEnumerable<Type> KnownTypes => Known.Values.Select(known => known.Type);

    /// <summary>True for the name of an event that there may be.</summary>
    public static bool IsKnown(string name) => Known.ContainsKey(name);

    /// <summary>The row of an event.</summary>
    public static CaseEventRow Write(RecordedEvent recorded)
    {
        var type = recorded.Happened.GetType();
        return new CaseEventRow
        {
            CaseId = recorded.CaseId,
            Version = recorded.Version,
            Type = type.Name,
            SchemaVersion = Known[type.Name].SchemaVersion,
            At = recorded.At,
            By = recorded.By,
            Data = JsonSerializer.Serialize(recorded.Happened, type, Options),
        };
    }

    /// <summary>What a row says.</summary>
    /// <exception cref="InvalidOperationException">The row was written by a later version of the hub.</exception>
    public static RecordedEvent Read(CaseEventRow row)
    {
        if (!Known.TryGetValue(row.Type, out var known) || row.SchemaVersion > known.SchemaVersion)
        {
            throw new InvalidOperationException(
                $"Event {row.Version} of case {row.CaseId} is {row.Type} of schema {row.SchemaVersion}, which this version of the hub does not know. Run the version that wrote it, or a later one.");
        }

        var happened = (CaseEvent)(JsonSerializer.Deserialize(row.Data, known.Type, Options)
            ?? throw new InvalidOperationException($"Event {row.Version} of case {row.CaseId} is empty."));
        return new RecordedEvent(row.Position, row.CaseId, row.Version, row.At, row.By, happened);
    }
}
