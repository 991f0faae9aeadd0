namespace EdrGrpc.IntegrationTests.Recovery;

/// <summary>What became of a submission while one call went wrong once.</summary>
/// <param name="Call">The call.</param>
/// <param name="Fault">Name of the fault.</param>
/// <param name="State">Final state, as in the contract.</param>
/// <param name="Attempts">How often sending was begun.</param>
/// <param name="Incidents">Incidents KSC has for it.</param>
/// <param name="Path">States that are not on the plain way.</param>
internal sealed record FaultCell(string Call, string Fault, string State, int Attempts, int Incidents, string Path)
{
    public string Text(FaultRow row) =>
        State == row.Plain && Attempts == 1 && Incidents == 1 && Path.Length == 0 ? "ok"
            : State + (Path.Length > 0 ? " by " + Path : "") + (Attempts == 1 ? "" : $", {Attempts} attempts") + (Incidents == 1 ? "" : $", {Incidents} incidents");
}
