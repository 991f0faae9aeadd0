namespace EdrGrpc.Submissions.Actions;

/// <summary>Scan scopes. The numbers are KSC's and go into the incident body.</summary>
public enum ScanObjectType
{
    /// <summary>System memory.</summary>
    SystemMemory = 14,

    /// <summary>Startup objects and running processes.</summary>
    StartupObjectsAndRunningProcesses = 15,

    /// <summary>Disk boot sectors.</summary>
    DiskBootSectors = 16,

    /// <summary>System backup storage.</summary>
    SystemBackupStorage = 17,

    /// <summary>Email.</summary>
    Email = 18,

    /// <summary>One folder.</summary>
    Folder = 22,

    /// <summary>All removable drives.</summary>
    AllRemovableDrives = 23,

    /// <summary>All network drives.</summary>
    AllNetworkDrives = 24,

    /// <summary>All fixed drives.</summary>
    AllFixedDrives = 25,
}
