namespace EdrGrpc.Tests.Model;

/// <summary>What goes wrong with one call of a worker.</summary>
internal enum ModelFault
{
    None,

    /// <summary>AddIncident: provably not written.</summary>
    AddNotSent,

    /// <summary>AddIncident: takes effect, its answer is lost.</summary>
    AddAnswerLost,

    /// <summary>AddIncident: written, lost on its way.</summary>
    AddNeverArrived,

    /// <summary>AddIncident: written, takes effect within the quiet period.</summary>
    AddLate,

    /// <summary>AddIncident: written, takes effect after the quiet period, which no client can rule out.</summary>
    AddTooLate,

    /// <summary>AddIncident: error 1195.</summary>
    AddUnavailable,

    /// <summary>AddIncident: refused.</summary>
    AddRefused,

    /// <summary>AddIncident: the account is refused before the request is written.</summary>
    AddNotSignedIn,

    /// <summary>AddIncident: its answer, already on its way, is lost.</summary>
    AnswerLost,

    ReadUnreachable,
    ReadBroken,
    ReadUnavailable,
    ReadRefused,
    ReadNotSignedIn,

    /// <summary>UpdateIncident: takes effect, its answer is lost.</summary>
    UpdateAnswerLost,

    UpdateUnavailable,
    UpdateRefused,

    /// <summary>The store cannot work; nothing was stored.</summary>
    StoreDown,
}
