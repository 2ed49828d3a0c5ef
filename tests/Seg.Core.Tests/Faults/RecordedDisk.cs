using System.Globalization;
using System.Text;

namespace Seg.Core.Tests.Faults;

/// <summary>
/// A folder's disk while a program writes to it, call by call: what the system shows, and what is sure to be on the disk. It is
/// sure of a file what it was when it was synced last, and of a folder likewise which files it has. All else may be there or
/// not after the machine went down; only renames and the like come to be there in their order, as file systems see to.
/// </summary>
internal sealed class RecordedDisk
{
    private readonly string root;
    private readonly Dictionary<string, Item> before;
    private readonly List<Call> calls = [];
    private readonly List<NameChange> changes = [];
    private readonly Dictionary<long, Item> files = [];
    private readonly HashSet<long> numbers = [];
    private readonly Dictionary<string, Item> names;
    private readonly Dictionary<string, Item> sureNames;
    private int sureChanges;
    private int done;
    private static int made;

    /// <param name="folder">What is in it now is on the disk.</param>
    public RecordedDisk(string folder)
    {
        root = folder;
        before = Directory
            .EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
            .Prepend(folder)
            .ToDictionary(
                path => path,
                path => Directory.Exists(path) ? new Item(null) : new Item(File.ReadAllBytes(path))
            );
        names = new(before);
        sureNames = new(before);
    }

    /// <summary>The call that <see cref="Next"/> has let happen, for people.</summary>
    public string Last => done == 0 ? "nothing" : calls[done - 1].Text;

    /// <summary>Whether it changed or synced names, or synced a file, so that what is on the disk may be another.</summary>
    public bool IsTurningPoint => done == 0 || calls[done - 1].Kind != 'W';

    /// <summary>Reads what was recorded.</summary>
    public void Read(string record)
    {
        byte[] bytes = File.ReadAllBytes(record);
        for (int at = 0; at < bytes.Length; )
        {
            int end = Array.IndexOf(bytes, (byte)'\n', at);
            var call = new Call(Encoding.UTF8.GetString(bytes, at, end - at));
            at = end + 1;
            if (call.Kind == 'W')
            {
                call.Written = bytes[at..(at + (int)call.Number(2))];
                at += call.Written.Length;
            }
            if (IsHere(call))
                calls.Add(call);
        }
        Assert.NotEmpty(calls);
    }

    /// <summary>Whether it is about the folder; other files of the program are recorded, too.</summary>
    private bool IsHere(Call call)
    {
        switch (call.Kind)
        {
            case 'C' or 'O':
                bool isHere = IsIn(call.Path(1), root);
                if (isHere)
                    numbers.Add(call.Number(0));
                else
                    numbers.Remove(call.Number(0));
                return isHere;
            case 'W' or 'T' or 'S':
                return numbers.Contains(call.Number(0));
            case 'R':
                return IsIn(call.Paths().To, root);
            default:
                return IsIn(call.Path(0), root);
        }
    }

    /// <summary>Lets the next call happen; false: there is none.</summary>
    public bool Next()
    {
        if (done == calls.Count)
            return false;
        Call call = calls[done++];
        switch (call.Kind)
        {
            case 'C': // a new file
                files[call.Number(0)] = new Item([]);
                Change(new(call.Path(1), null, files[call.Number(0)]));
                break;
            case 'O': // one that is there
                files[call.Number(0)] = names[call.Path(1)];
                break;
            case 'W':
                files[call.Number(0)].Write(call.Number(1), call.Written);
                break;
            case 'T':
                files[call.Number(0)].Resize(call.Number(1));
                break;
            case 'S':
                files[call.Number(0)].Sync();
                break;
            case 'F': // a folder is synced
                SyncFolder(call.Path(0));
                break;
            case 'M':
                Change(new(call.Path(0), null, new Item(null)));
                break;
            case 'R':
                (string from, string to) = call.Paths();
                Change(new(to, from, names[from]));
                break;
            case 'U':
                Change(new(call.Path(0), call.Path(0), null));
                break;
            default:
                throw new InvalidDataException(call.Text);
        }
        return true;
    }

    /// <summary>What is on the disk now at least: nothing but what was synced, each folder for itself.</summary>
    public DiskState Sure() => new(root, sureNames.Select(entry => (entry.Key, entry.Value.Synced())));

    /// <summary>One of the states in which it may be: names up to some moment, contents synced or as they are.</summary>
    public DiskState Possible(Random random)
    {
        int count = random.Next(sureChanges, changes.Count + 1);
        var possible = new Dictionary<string, Item>(before);
        foreach (NameChange change in changes.Take(count))
            change.Apply(possible);
        return new(
            root,
            possible.Select(entry => (entry.Key, random.Next(2) == 0 ? entry.Value.Synced() : entry.Value.AsItIs()))
        );
    }

    private void Change(NameChange change)
    {
        changes.Add(change);
        change.Apply(names);
    }

    private void SyncFolder(string folder)
    {
        foreach (
            string path in sureNames
                .Keys.Where(path => Path.GetDirectoryName(path) == folder && !names.ContainsKey(path))
                .ToArray()
        )
            sureNames.Remove(path);
        foreach ((string path, Item item) in names.Where(entry => Path.GetDirectoryName(entry.Key) == folder))
            sureNames[path] = item;
        sureChanges = Math.Max(sureChanges, changes.FindLastIndex(change => change.Touches(folder)) + 1);
    }

    private static bool IsIn(string path, string? folder) =>
        folder is not null && (path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal));

    /// <summary>A file or a folder, whatever its name.</summary>
    private sealed class Item(byte[]? content)
    {
        private readonly int id = Interlocked.Increment(ref made);
        private byte[] bytes = content ?? [];
        private int length = content?.Length ?? 0;
        private int version;
        private DiskContent synced = new(content, "");

        /// <summary>What is sure to be on the disk, wherever the name is.</summary>
        public DiskContent Synced() => synced with { Identity = $"{id} {synced.Identity}" };

        /// <summary>What the system shows.</summary>
        public DiskContent AsItIs() => new(content is null ? null : bytes[..length], $"{id} {version}");

        public void Write(long at, byte[] written)
        {
            version++;
            int end = (int)at + written.Length;
            if (end > bytes.Length)
                Array.Resize(ref bytes, Math.Max(end, 2 * bytes.Length));
            written.CopyTo(bytes, at);
            length = Math.Max(length, end);
        }

        public void Resize(long size)
        {
            version++;
            if (size > bytes.Length)
                Array.Resize(ref bytes, (int)size);
            if (size > length)
                Array.Clear(bytes, length, (int)size - length);
            length = (int)size;
        }

        public void Sync() => synced = new(bytes[..length], $"{version}");
    }

    /// <summary>A name that came to stand for something, by a rename or not; or that went.</summary>
    private sealed record NameChange(string Path, string? From, Item? Item)
    {
        public void Apply(Dictionary<string, Item> names)
        {
            foreach (string path in names.Keys.Where(path => IsIn(path, From)).ToArray())
            {
                names.Remove(path, out Item? moved);
                if (Item is not null)
                    names[Path + path[From!.Length..]] = moved!;
            }
            if (Item is not null)
                names[Path] = Item;
        }

        public bool Touches(string folder) =>
            System.IO.Path.GetDirectoryName(Path) == folder || System.IO.Path.GetDirectoryName(From) == folder;
    }

    /// <summary>A line of the record: a letter, then numbers, then paths; a rename has two, with a tab between.</summary>
    private sealed record Call(string Text)
    {
        public char Kind => Text[0];

        public byte[] Written { get; set; } = [];

        public long Number(int index) => long.Parse(Text.Split(' ')[1 + index], CultureInfo.InvariantCulture);

        public string Path(int numbers) => Text.Split(' ', 2 + numbers)[1 + numbers];

        public (string From, string To) Paths() =>
            Path(0).Split('\t') is [var from, var to] ? (from, to) : throw new InvalidDataException(Text);
    }
}
