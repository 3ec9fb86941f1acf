namespace EdgeGrid.Torture.Rig;

/// <summary>Names one transition of an alert of one gateway, on the wire and in every store.</summary>
internal readonly record struct AlertIdentity(string Gateway, string Epoch, long Sequence)
{
    public override string ToString() => $"{Gateway}/{Epoch}/{Sequence}";
}

/// <summary>What the transition is about: the same under whatever identity it is stored.</summary>
/// <param name="AlertId">32 hexadecimal digits.</param>
/// <param name="Transition">Raised, Escalated, Cleared.</param>
internal readonly record struct AlertStep(string AlertId, string Transition);
