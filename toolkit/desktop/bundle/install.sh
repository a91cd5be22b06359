#!/bin/sh
# 把程序装在这个文件夹里，不联网，不要管理员权限。
set -u
cd "$(dirname "$0")" || exit 1

finish() {
    echo "$2"
    if [ -t 0 ]; then
        printf '按回车键关闭。'
        read -r _
    fi
    exit "$1"
}

[ "$(uname -m)" = @MACHINE@ ] || finish 1 "这份安装包用于 @MACHINE@ 处理器，这台电脑是 $(uname -m)。请换用相符的安装包。"

python=
for name in @PYTHONS@ python3; do
    if "$name" -c 'import sys; sys.exit(f"python{sys.version_info[0]}.{sys.version_info[1]}" not in "@PYTHONS@".split())' 2>/dev/null; then
        python=$name
        break
    fi
done
[ -n "$python" ] || finish 1 "没有找到 Python 3.11、3.12 或 3.13。请系统管理员从系统的软件源安装其中一个后重试。"

rm -rf 程序
"$python" -m venv --without-pip 程序 || finish 1 "没能准备好程序文件夹。请核对这个文件夹能不能写入、磁盘有没有空间。"
own=$(程序/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
程序/bin/python "$(ls -d 组件/pip-*.whl)/pip" --disable-pip-version-check install --quiet --no-index --no-deps --require-hashes \
    --find-links 组件 --requirement 组件/@LOCK@ || finish 1 "组件没有装好。请重新解压整个安装包后重试。"
cp -R 组件/toolkit 组件/workbook_templates "$own/" || finish 1 "组件没有装好。请重新解压整个安装包后重试。"

cat >xl-report <<'SCRIPT'
#!/bin/sh
exec "$(dirname "$(readlink -f "$0")")/程序/bin/python" -P -m toolkit.cli "$@"
SCRIPT
chmod +x xl-report
./xl-report shortcuts || echo "右键菜单没有加上，可以以后再运行 ./xl-report shortcuts。"
finish 0 "装好了。"
