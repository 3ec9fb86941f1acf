using EdgeGrid.Contracts;
using EdgeGrid.Hub.People;

namespace EdgeGrid.Hub.Tracking;

/// <summary>What is known of one person now.</summary>
internal sealed class Standing(Person person, DutyPlan plan, Position? home)
{
    private DutySpan _duty = new(false, default, DateTimeOffset.MinValue);

    public Person Person => person;

    /// <summary>The centre of their grid; null when they have none.</summary>
    public Position? Home => home;

    /// <summary>Where they were last.</summary>
    public Fix? Seen { get; set; }

    public int OpenCases { get; set; }

    /// <summary>As of the last time somebody asked.</summary>
    public DutySpan Duty => _duty;

    /// <summary>The plan is asked only when its last answer holds no longer.</summary>
    public bool IsOnDuty(DateTimeOffset now)
    {
        if (now >= _duty.Until || now < _duty.From)
        {
            _duty = plan.At(now);
        }

        return _duty.OnDuty;
    }
}
