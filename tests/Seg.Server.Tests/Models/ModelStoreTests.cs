using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Seg.Server.Models;
using Seg.Server.Serving;
using Seg.Server.Tests.Commands;

namespace Seg.Server.Tests.Models;

/// <summary>The models in memory.</summary>
public sealed class ModelStoreTests(SmallModel small) : IClassFixture<SmallModel>, IDisposable
{
    private readonly ManualTime time = new();
    private readonly List<string> loaded = [];
    private readonly List<string> freed = [];
    private readonly WorkGate gate = new();

    public void Dispose() => gate.Dispose();

    [Fact]
    public async Task Three_models_in_turn_leave_the_two_that_were_asked_for_last()
    {
        using (ModelStore store = Store())
        {
            foreach (string name in (string[])["a", "b", "a", "c", "a"])
                Assert.Equal(name, await Ask(store, name));
            Assert.Equal(2, store.Count);
            Assert.Equal(["a", "b", "c"], loaded);
            Assert.Equal(["b"], freed);
        }
        Assert.Equal(["b", "c", "a"], freed);
    }

    [Fact]
    public async Task Models_of_one_folder_for_two_uses_are_two_models()
    {
        using ModelStore store = Store();
        await Ask(store, "a");
        await Ask(store, "a", Kind("other"));
        await Ask(store, "a");
        Assert.Equal(["a", "a"], loaded);
        await Ask(store, "b");
        Assert.Equal(2, store.Count);
    }

    [Fact]
    public async Task Many_who_ask_for_the_same_model_at_once_load_it_once()
    {
        using ModelStore store = Store();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Ask(store, "a")));
        Assert.Equal(["a"], loaded);
    }

    [Fact]
    public async Task After_three_minutes_without_a_question_none_is_in_memory()
    {
        using ModelStore store = Store();
        await Ask(store, "a");
        time.Pass(TimeSpan.FromMinutes(2));
        await Ask(store, "b");
        time.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(2, store.Count);
        time.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(0, store.Count);
        Assert.Equal(["b", "a"], freed.Order().Reverse());
        Assert.Equal("a", await Ask(store, "a"));
    }

    [Fact]
    public async Task Where_the_limit_of_memory_is_passed_only_the_newest_is_kept()
    {
        using ModelStore store = Store(mostBytes: 15);
        await Ask(store, "a");
        await Ask(store, "b");
        Assert.Equal(1, store.Count);
        Assert.Equal(["a"], freed);
    }

    [Fact]
    public async Task A_model_that_is_at_work_is_not_dropped_for_those_that_are_let_through()
    {
        using ModelStore store = Store();
        var begun = new TaskCompletionSource();
        using var goOn = new ManualResetEventSlim();
        Task<string> lengthy = store.Use(
            Kind("fake"),
            "a",
            WorkLength.Long,
            (model, pause) =>
            {
                begun.SetResult();
                goOn.Wait();
                pause();
                Assert.DoesNotContain("a", freed);
                return model.Folder;
            },
            TestContext.Current.CancellationToken
        );
        await begun.Task;
        Task<string> first = Ask(store, "b");
        Task<string> second = Ask(store, "c");
        goOn.Set();
        await Task.WhenAll(first, second, lengthy);
        Assert.Equal(2, store.Count);
        Assert.Contains("b", freed);
        Assert.Equal("a", await Ask(store, "a"));
        Assert.Equal(["a", "b", "c"], loaded);
    }

    [Fact]
    public async Task A_model_that_cannot_be_loaded_is_reported_and_leaves_nothing()
    {
        using ModelStore store = Store();
        var broken = new ModelKind<Loaded>("broken", _ => throw new InvalidDataException("no model"), _ => 1);
        await Assert.ThrowsAsync<InvalidDataException>(() => Ask(store, "a", broken));
        Assert.Equal(0, store.Count);
        Assert.Equal("a", await Ask(store, "a"));
    }

    /// <summary>Counted by the tensors of their parameters.</summary>
    [Fact]
    public async Task Of_three_real_models_two_have_tensors_and_after_the_end_none()
    {
        string[] folders = [.. Enumerable.Range(0, 3).Select(Copy)];
        var seen = new Dictionary<string, TorchSharp.torch.Tensor[]>();
        using (ModelStore store = Store(mostBytes: long.MaxValue))
        {
            foreach (string folder in (string[])[.. folders, .. folders])
            {
                await store.Use(
                    ModelKinds.Folded,
                    folder,
                    WorkLength.Short,
                    (model, _) => seen[folder] = [.. model.Network.parameters()],
                    TestContext.Current.CancellationToken
                );
                Assert.Equal(Math.Min(2, seen.Count), Live());
            }
            Assert.Equal(2, store.Count);
        }
        Assert.Equal(0, Live());

        int Live() => seen.Values.Count(tensors => tensors.All(tensor => !tensor.IsInvalid));
    }

    private string Copy(int number)
    {
        string folder = Path.Combine(small.Folder, "copies", $"{number}");
        Directory.CreateDirectory(folder);
        foreach (string file in Directory.EnumerateFiles(small.Model))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        return folder;
    }

    private ModelStore Store(long mostBytes = 100) =>
        new(
            new ServeSettings(LogLevel.None, mostBytes, 1 << 20, TimeSpan.FromMinutes(3), TimeSpan.FromSeconds(5)),
            gate,
            time,
            NullLogger<ModelStore>.Instance
        );

    private Task<string> Ask(ModelStore store, string name, ModelKind<Loaded>? kind = null) =>
        store.Use(
            kind ?? Kind("fake"),
            name,
            WorkLength.Short,
            (model, _) => model.Folder,
            TestContext.Current.CancellationToken
        );

    private ModelKind<Loaded> Kind(string name) =>
        new(
            name,
            folder =>
            {
                loaded.Add(folder);
                return new Loaded(folder, freed);
            },
            _ => 10
        );

    private sealed class Loaded(string folder, List<string> freed) : IDisposable
    {
        public string Folder => folder;

        public void Dispose() => freed.Add(folder);
    }
}
