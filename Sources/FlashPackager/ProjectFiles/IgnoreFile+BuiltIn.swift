extension IgnoreFile {
    /// The names of ignore files; within one directory the later one has precedence.
    static let gitName = ".gitignore"
    /// The project's own ignore file, which alone can take back what ``builtIn`` keeps out.
    static let flashName = ".flashignore"

    /// What no project means to deploy: version control, secrets, environments, caches and editor state.
    static let builtIn = IgnoreFile(
        path: "",
        content: Array(
            """
            .git/
            .hg/
            .svn/
            .gitignore
            .gitattributes
            .gitmodules
            .flashignore
            .env
            .env.*
            !.env.example
            !.env.sample
            !.env.template
            .envrc
            .netrc
            .pypirc
            .venv/
            venv/
            node_modules/
            __pycache__/
            *.pyc
            *.pyo
            *.pyd
            *.egg-info/
            .eggs/
            .mypy_cache/
            .pytest_cache/
            .ruff_cache/
            .hypothesis/
            .ipynb_checkpoints/
            .tox/
            .nox/
            .coverage
            .flash/
            .runpod/
            .build/
            .swiftpm/
            .idea/
            .vscode/
            .DS_Store
            Thumbs.db
            *.swp
            """.utf8
        )
    )

    /// Names that stay out whatever the rules say: repository data, our own output, byte code of another interpreter.
    static let unshippableNames: [[UInt8]] = [".git", ".flash", "__pycache__"].map { Array($0.utf8) }
}
